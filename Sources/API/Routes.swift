import Definitions
import Hummingbird
import Operations
import WebInterface

/// Every route of the server, as a table of contents.
struct Routes {
    let configuration: Server.Configuration
    let signIn: SignIn
    let desk: AnalysisDesk
    let membership: MembershipService
    let desks: ServingDesks

    /// The API's addresses, a resource a line.
    var endpoints: [Endpoint] {
        Analyses(configuration: configuration, desk: desk).endpoints
            + Datasets(configuration: configuration).endpoints
            + SegmentUsers(configuration: configuration).endpoints
            + ExportSettings(configuration: configuration).endpoints
            + Destinations(configuration: configuration).endpoints
            + DestinationSecrets(configuration: configuration).endpoints
            + Deliveries(configuration: configuration).endpoints
            + DeliveryActions(configuration: configuration).endpoints
            + DeliveryHistory(configuration: configuration).endpoints
            + Holdouts(configuration: configuration).endpoints
            + Members(service: membership, desks: desks, configuration: configuration).endpoints
            + SegmentUses(configuration: configuration).endpoints
            + ResourceRoutes(configuration: configuration).endpoints
    }

    var router: Router<ServerContext> {
        let router = Router(context: ServerContext.self)
        router.addMiddleware {
            RequestIdentity()
            RequestLog()
            SecurityHeaders()
            ProblemAnswers()
            SignInGate(signIn: signIn, callers: configuration.callers)
        }
        addPages(to: router)
        let endpoints = endpoints
        let idempotency = Idempotency(
            records: configuration.metadata, now: configuration.now)
        for endpoint in endpoints {
            router.on(RouterPath(OpenAPI.prefix + endpoint.path), method: endpoint.method) {
                try await endpoint.respond($0, $1, idempotency: idempotency)
            }
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
