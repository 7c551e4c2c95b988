import Definitions
import Hummingbird
import Operations
import WebInterface

/// Every route of the server, as a table of contents.
struct Routes {
    let configuration: Server.Configuration
    let access: ServerAccess

    /// The API's addresses, a resource a line.
    var endpoints: [Endpoint] {
        Analyses(configuration: configuration).endpoints
            + Datasets(home: configuration.home).endpoints
            + Me(access: access, zone: configuration.home.zone).endpoints
            + Users(access: access, zone: configuration.home.zone).endpoints
            + Clients(access: access, zone: configuration.home.zone).endpoints
            + AuditTrail(configuration: configuration).endpoints
    }

    var router: Router<ServerContext> { router(of: endpoints) }

    func router(of endpoints: [Endpoint]) -> Router<ServerContext> {
        let router = Router(context: ServerContext.self)
        router.addMiddleware {
            RequestLog()
            SecurityHeaders(isSecure: access.site.isSecure)
            ProblemAnswers()
            SignInGate(access: access, openPaths: Self.openPaths(endpoints))
        }
        addPages(to: router)
        let calls = ClientCalls(AuditLog(configuration))
        for endpoint in endpoints {
            router.on(
                RouterPath(OpenAPI.prefix + endpoint.path), method: endpoint.method
            ) { request, context in
                let response = try await endpoint.respond(request, context)
                try await calls.note(endpoint, context)
                return response
            }
        }
        let document = OpenAPI(endpoints: endpoints).document
        router.get(Address.openAPI.route) { _, _ in Response.json(document) }
        return router
    }

    /// Addresses of the API without sign-in; none of them has a parameter.
    private static func openPaths(_ endpoints: [Endpoint]) -> Set<String> {
        Set(endpoints.filter(\.isOpen).map { OpenAPI.prefix + $0.path })
    }

    private func addPages(to router: Router<ServerContext>) {
        let firstPage = PaymentReports(configuration: configuration)
        router.get(Address.firstPage.route, use: firstPage.show)
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
        router.get(Address.health.route) { _, _ in Response.json(["status": "ok"]) }
        for asset in Asset.all {
            router.get(Address.asset(asset).route, use: AssetRoute(asset: asset).send)
        }
    }
}

extension Address {
    /// The path as the router takes it.
    var route: RouterPath { RouterPath(path) }
}
