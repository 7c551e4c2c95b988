import Definitions
import Hummingbird
import Operations
import WebInterface

/// Every route of the server, as a table of contents.
struct Routes {
    let configuration: Server.Configuration
    let access: ServerAccess
    let desk: AnalysisDesk
    let membership: MembershipService
    let desks: ServingDesks
    let requests: RequestCounts

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
            + Me(access: access, zone: configuration.home.zone).endpoints
            + Users(access: access, zone: configuration.home.zone).endpoints
            + Clients(access: access, zone: configuration.home.zone).endpoints
            + AuditTrail(configuration: configuration).endpoints
    }

    var router: Router<ServerContext> { router(of: endpoints) }

    func router(of endpoints: [Endpoint]) -> Router<ServerContext> {
        let router = Router(
            context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            RequestIdentity()
            RequestLog(counts: requests)
            SecurityHeaders(isSecure: access.site.isSecure)
            Compression()
            ProblemAnswers()
            SignInGate(access: access, openPaths: Self.openPaths(endpoints))
        }
        addPages(to: router)
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
        let calls = ClientCalls(AuditLog(configuration))
        for endpoint in endpoints {
            router.on(
                RouterPath(prefix + endpoint.path), method: endpoint.method
            ) { request, context in
                let response = try await endpoint.respond(
                    request, context, idempotency: idempotency)
                try await calls.note(endpoint, context)
                return response
            }
        }
        OtherMethods(endpoints: endpoints, prefix: prefix).add(to: router)
    }

    /// Addresses of the API without sign-in; none of them has a parameter.
    private static func openPaths(_ endpoints: [Endpoint]) -> Set<String> {
        Set(endpoints.filter(\.isOpen).map { OpenAPI.prefix + $0.path })
            .union(["/healthz", "/readyz"])
    }

    private func addPages(to router: Router<ServerContext>) {
        let site = configuration.site
        let page = PageRoute(site: site, timezone: configuration.home.zone.name)
        router.get(Address.firstPage.route, use: page.show)
        router.get("/**", use: page.show)
        router.get(AssetRoute.path, use: AssetRoute(site: site).send)
        let signIn = SignInRoute(access: access)
        router.get(Address.signIn.route, use: signIn.open)
        router.post(Address.signIn.route, use: signIn.enter)
        router.post(Address.choosePassword.route, use: signIn.choose)
        if let client = access.issuer {
            let issuer = IssuerRoute(access: access, client: client)
            router.get(Address.issuerSignIn.route, use: issuer.leave)
            router.get(Address.issuerAnswer.route, use: issuer.comeBack)
        }
        let account = AccountRoute(access: access)
        router.get(Address.account.route, use: account.show)
        router.post(Address.account.route, use: account.save)
        router.post(Address.signOut.route, use: account.leave)
    }
}

extension Address {
    /// The path as the router takes it.
    var route: RouterPath { RouterPath(path) }
}
