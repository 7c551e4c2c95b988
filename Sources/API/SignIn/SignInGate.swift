import Definitions
import Hummingbird
import WebInterface

/// Lets requests of the signed-in browser through, and everyone to what is public.
struct SignInGate: RouterMiddleware {
    typealias Context = ServerContext

    static let cookieName = "cxm_session"

    let signIn: SignIn
    let callers: any CallerLookup

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let token = Bearer.token(of: request.headers) {
            context.caller = callers.caller(bearer: token)
        } else if signIn.accepts(request) {
            context.caller = Self.firstAdmin
        }
        guard Self.isPublic(request.uri.path) || context.caller != nil else {
            return try Self.refuse(request)
        }
        return try await next(request, context)
    }

    private static let firstAdmin = Caller(id: 1, name: "admin", kind: .person(.admin))

    private static func isPublic(_ path: String) -> Bool {
        path == Address.health.path || path == Address.signIn.path
            || path.hasPrefix(Address.assetPrefix)
    }

    /// A page for people, a problem for programs.
    static func refuse(_ request: Request) throws(Problem) -> Response {
        guard request.wantsPage else { throw .notSignedIn }
        return .page(SignInPage(language: request.language).html, status: .unauthorized)
    }
}

extension SignIn {
    func accepts(_ request: Request) -> Bool {
        request.cookies[SignInGate.cookieName].map { accepts(session: $0.value) } ?? false
    }
}
