import Hummingbird
import Secrets
import WebInterface

/// `GET /sign-in?token=…`: exchanges the link's token for a session cookie.
struct SignInRoute {
    let signIn: SignIn

    @Sendable func redeem(_ request: Request, context: ServerContext) throws -> Response {
        // A browser that fetched the link ahead of the click is signed in already.
        if signIn.accepts(request) { return Self.toFirstPage }
        guard let token = request.uri.queryParameters["token"], let session = signIn.redeem(token)
        else { return try SignInGate.refuse(request) }
        var response = Self.toFirstPage
        response.setCookie(
            Cookie(
                name: SignInGate.cookieName, value: session.text, path: "/", httpOnly: true,
                sameSite: .strict))
        return response
    }

    private static var toFirstPage: Response {
        Response(
            status: .seeOther,
            headers: [.location: Address.firstPage.path, .cacheControl: "no-store"])
    }
}
