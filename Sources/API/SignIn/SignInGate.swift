import Definitions
import HTTPTypes
import Hummingbird
import Operations
import WebInterface

/// Finds out who asks; lets everyone to what is public, and the others where they may go.
struct SignInGate: RouterMiddleware {
    typealias Context = ServerContext

    static let cookieName = "cxm_session"

    let access: ServerAccess
    /// Addresses of the API that nobody has to sign in for.
    let openPaths: Set<String>

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.address = access.site.address(of: request, context)
        try identify(request, &context)
        if let seconds = access.limits.take(context) { throw Problem.tooMany(seconds) }
        guard context.caller != nil || isPublic(request.uri.path) else {
            return try access.refuse(request)
        }
        return try await next(request, context)
    }

    /// A token goes before a cookie; one that is not good is refused, whatever else is shown.
    private func identify(_ request: Request, _ context: inout Context) throws {
        if let header = request.headers[.authorization] {
            guard let token = Bearer.token(in: header),
                let caller = access.callers.caller(bearer: token)
            else {
                if let seconds = access.limits.take(context) { throw Problem.tooMany(seconds) }
                throw Problem.badToken
            }
            context.caller = caller
        } else if let cookie = request.cookies[Self.cookieName]?.value,
            let session = access.desk.tables.session(cookie: cookie)
        {
            try CrossSite.check(request, cookie: cookie)
            context.caller = session.caller
            context.session = session
            context.csrfToken = CrossSite.token(of: cookie)
        }
    }

    private func isPublic(_ path: String) -> Bool {
        path == Address.signIn.path
            || path.hasPrefix(Address.signIn.path + "/") || path.hasPrefix(Address.assetPrefix)
            || openPaths.contains(path)
    }
}

extension ServerAccess {
    /// A page for people, a problem for programs.
    func refuse(
        _ request: Request, _ failure: SignInPage.Failure? = nil
    ) throws(Problem) -> Response {
        guard request.wantsPage else { throw .notSignedIn }
        var page = SignInPage(language: request.language)
        page.failure = failure
        page.hasIssuer = issuer != nil
        if failure == nil, request.method == .get { page.next = request.uri.string }
        return .page(page.html, status: .unauthorized)
    }
}
