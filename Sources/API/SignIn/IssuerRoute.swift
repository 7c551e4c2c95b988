import Definitions
import HTTPClients
import Hummingbird
import Logging
import OpenIDConnect
import Operations
import WebInterface

/// `/sign-in/issuer`: to the issuer of OpenID Connect and back.
struct IssuerRoute {
    let access: ServerAccess
    let client: OpenIDClient

    private static let cookieName = "cxm_issuer"

    private func cookie(_ value: String, seconds: Int) -> Cookie {
        Cookie(
            name: Self.cookieName, value: value, maxAge: seconds,
            path: Address.issuerSignIn.path, secure: access.site.isSecure, httpOnly: true,
            sameSite: .lax)
    }

    @Sendable func leave(_ request: Request, context: ServerContext) async throws -> Response {
        let attempt = SignInAttempt()
        do {
            let address = try await client.address(for: attempt, now: access.desk.now())
            var response = Response(
                status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
            response.setCookie(cookie(attempt.cookie, seconds: 600))
            return response
        } catch let error as IssuerError {
            return failed(error.description, request, context)
        }
    }

    @Sendable func comeBack(_ request: Request, context: ServerContext) async throws -> Response {
        let query = request.uri.queryParameters
        guard let cookie = request.cookies[Self.cookieName]?.value, !cookie.isEmpty,
            let state = query["state"], let code = query["code"],
            SignInAttempt(cookie: cookie).matches(state: String(state))
        else {
            return failed("The answer belongs to no sign-in of this browser.", request, context)
        }
        do {
            let found = try await client.identity(
                code: String(code), attempt: SignInAttempt(cookie: cookie),
                now: access.desk.now())
            let begun = try await access.space("nobody").signIn(
                as: ExternalIdentity(
                    externalID: found.externalID, name: found.name,
                    displayName: found.displayName, role: found.role),
                from: request.origin(context))
            var response = SignInRoute.toFirstPage
            response.setCookie(access.site.cookie(begun.token))
            response.setCookie(self.cookie("", seconds: 0))
            return response
        } catch let error as IssuerError {
            return failed(error.description, request, context)
        } catch let error as AccessError {
            return failed(error.description, request, context)
        }
    }

    /// What went wrong stands in the log; the page says that it did.
    private func failed(
        _ why: String, _ request: Request, _ context: ServerContext
    ) -> Response {
        context.logger.warning("Sign-in by the issuer: \(why)")
        var page = SignInPage(language: request.language)
        page.hasIssuer = true
        page.failure = .issuer
        var response = Response.page(page.html, status: .unauthorized)
        response.setCookie(cookie("", seconds: 0))
        return response
    }
}
