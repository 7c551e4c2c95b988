import Definitions
import Hummingbird
import Operations
import WebInterface

/// Every route of the server, as a table of contents.
struct Routes {
    let configuration: Server.Configuration
    let signIn: SignIn

    /// The API's addresses, a resource a line.
    var endpoints: [Endpoint] {
        Analyses(configuration: configuration).endpoints
            + Datasets(configuration: configuration).endpoints
    }

    var router: Router<ServerContext> {
        let router = Router(context: ServerContext.self)
        router.addMiddleware {
            RequestLog()
            SecurityHeaders()
            ProblemAnswers()
            SignInGate(signIn: signIn)
        }
        addPages(to: router)
        let endpoints = endpoints
        for endpoint in endpoints {
            router.on(
                RouterPath(OpenAPI.prefix + endpoint.path), method: endpoint.method,
                use: endpoint.respond)
        }
        let document = OpenAPI(endpoints: endpoints).document
        router.get(Address.openAPI.route) { _, _ in Response.json(document) }
        return router
    }

    private func addPages(to router: Router<ServerContext>) {
        let site = configuration.site
        let page = PageRoute(site: site, timezone: configuration.home.zone.name)
        router.get(Address.firstPage.route, use: page.show)
        router.get("/**", use: page.show)
        router.get(AssetRoute.path, use: AssetRoute(site: site).send)
        router.get(
            Address.signIn.route, use: SignInRoute(signIn: signIn).redeem)
        router.get(Address.health.route) { _, _ in Response.json(["status": "ok"]) }
    }
}

extension Address {
    /// The path as the router takes it.
    var route: RouterPath { RouterPath(path) }
}
