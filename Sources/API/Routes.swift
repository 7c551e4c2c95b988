import Definitions
import Hummingbird
import WebInterface

/// Every route of the server, as a table of contents.
struct Routes {
    let configuration: Server.Configuration
    let signIn: SignIn
    let desk: AnalysisDesk
    let requests: RequestCounts

    /// The API's addresses, a resource a line.
    var endpoints: [Endpoint] {
        Analyses(configuration: configuration, desk: desk).endpoints
            + Datasets(home: configuration.home).endpoints
    }

    var router: Router<ServerContext> {
        let router = Router(
            context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            RequestIdentity()
            RequestLog(counts: requests)
            SecurityHeaders()
            Compression()
            ProblemAnswers()
            SignInGate(signIn: signIn)
        }
        addPages(to: router)
        let endpoints = endpoints
        add(endpoints, behind: OpenAPI.prefix, to: router)
        add(
            Health(configuration: configuration, desk: desk, requests: requests).endpoints,
            behind: "", to: router)
        let document = OpenAPI(endpoints: endpoints).document
        router.get(Address.openAPI.route) { _, _ in Response.json(document) }
        return router
    }

    private func add(
        _ endpoints: [Endpoint], behind prefix: String, to router: Router<ServerContext>
    ) {
        let idempotency = Idempotency(
            records: configuration.metadata, now: configuration.now)
        for endpoint in endpoints {
            router.on(RouterPath(prefix + endpoint.path), method: endpoint.method) {
                try await endpoint.respond($0, $1, idempotency: idempotency)
            }
        }
        OtherMethods(endpoints: endpoints, prefix: prefix).add(to: router)
    }

    private func addPages(to router: Router<ServerContext>) {
        let firstPage = PaymentReports(configuration: configuration)
        router.get(Address.firstPage.route, use: firstPage.show)
        router.get(Address.signIn.route, use: SignInRoute(signIn: signIn).redeem)
        for asset in Asset.all {
            router.get(Address.asset(asset).route, use: AssetRoute(asset: asset).send)
        }
    }
}

extension Address {
    /// The path as the router takes it.
    var route: RouterPath { RouterPath(path) }
}
