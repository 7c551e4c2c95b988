import Definitions
import Hummingbird
import Metadata
import Operations
import WebInterface

/// `/account` and `/sign-out`: what a person changes about oneself, without scripts.
struct AccountRoute {
    let access: ServerAccess

    @Sendable func show(_ request: Request, context: ServerContext) throws -> Response {
        .page(page(try context.requireSession(), request).html)
    }

    @Sendable func save(_ request: Request, context: ServerContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await request.form()
        do {
            try await save(form, session, request.origin(context))
        } catch let error as AccessError {
            return refused(error.description, session, request)
        } catch let error as MetadataError where error.code == .taken {
            return refused(error.description, session, request)
        }
        let cookie = request.cookies[SignInGate.cookieName]?.value ?? ""
        var page = page(access.desk.tables.session(cookie: cookie) ?? session, request)
        page.notice = .saved
        return .page(page.html)
    }

    private func save(
        _ form: [String: String], _ session: AccessSession, _ origin: SignInOrigin
    ) async throws {
        let space = access.space(session.caller.name)
        let change = UserChange(name: form["name"], displayName: form["display_name"])
        // Names and password may be refused: then neither is changed.
        try await space.check(change, of: session.caller.id)
        if let password = form["password"], !password.isEmpty {
            try await space.changePassword(
                of: session, current: form["current"], to: password, from: origin)
        }
        try await space.change(session.caller.id, change)
    }

    private func refused(
        _ why: String, _ session: AccessSession, _ request: Request
    ) -> Response {
        var page = page(session, request)
        page.notice = .refused(why)
        return .page(page.html, status: .badRequest)
    }

    private func page(_ session: AccessSession, _ request: Request) -> AccountPage {
        AccountPage(
            language: request.language, name: session.caller.name,
            displayName: session.displayName, hasPassword: session.hasPassword)
    }

    @Sendable func leave(_ request: Request, context: ServerContext) async throws -> Response {
        if let session = context.session {
            try await access.space(session.caller.name).signOut(session)
        }
        var response = Response(
            status: .seeOther,
            headers: [.location: Address.signIn.path, .cacheControl: "no-store"])
        response.setCookie(access.site.cookie(nil))
        return response
    }
}
