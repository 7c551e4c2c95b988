import Definitions
import Hummingbird
import WebInterface

/// Every route of the server, as a table of contents.
struct Routes {
    let configuration: Server.Configuration
    let signIn: SignIn

    var router: Router<BasicRequestContext> {
        let router = Router()
        router.addMiddleware {
            RequestLog()
            SecurityHeaders()
            ProblemAnswers()
            SignInGate(signIn: signIn)
        }
        let analyses = Analyses(configuration: configuration)
        let datasets = Datasets(home: configuration.home)
        let firstPage = PaymentReports(configuration: configuration)

        router.get(Address.firstPage.route, use: firstPage.show)
        router.get(Address.signIn.route, use: SignInRoute(signIn: signIn).redeem)
        router.get(Address.health.route) { _, _ in Response.json(["status": "ok"]) }
        router.post(Address.analyses.route, use: analyses.answer)
        router.get(Address.datasets.route, use: datasets.list)
        for asset in Asset.all {
            router.get(Address.asset(asset).route, use: AssetRoute(asset: asset).send)
        }
        return router
    }
}

extension Address {
    /// The path as the router takes it.
    var route: RouterPath { RouterPath(path) }
}
