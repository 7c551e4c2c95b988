import Definitions
import Foundation
import Hummingbird
import Metadata
import Operations
import Secrets
import WebInterface

/// `/sign-in`: the link of the server's start, links for one person, name and password.
struct SignInRoute {
    let access: ServerAccess

    /// `GET /sign-in`: the form; with the token of the server's start, a session; with that of a link for
    /// somebody, the page where a password is chosen, so that a mail program that looks at the link does
    /// not use it up.
    @Sendable func open(_ request: Request, context: ServerContext) async throws -> Response {
        // A browser that fetched the link ahead of the click is signed in already.
        if context.session != nil { return Self.toFirstPage }
        guard let token = request.uri.queryParameters["token"].map({ String($0) }) else {
            return page(.init(language: request.language))
        }
        if let begun = try await redeemFirst(token, request, context) { return entered(begun) }
        let owner = try await access.space("nobody").owner(ofLink: token)
        guard let owner else { return try access.refuse(request, .link) }
        return .page(
            ChoosePasswordPage(language: request.language, name: owner.name, token: token).html)
    }

    private func redeemFirst(
        _ token: String, _ request: Request, _ context: ServerContext
    ) async throws -> NewSession? {
        let space = access.space("nobody")
        guard access.firstLink.matches(token), try await space.lacksAdmin() else { return nil }
        return try await access.firstLink.useOnce {
            try await space.begin(
                try await space.firstAdmin(), from: request.origin(context), by: "first link")
        }
    }

    /// `POST /sign-in`: the form's name and password.
    @Sendable func enter(_ request: Request, context: ServerContext) async throws -> Response {
        try Self.refuseForeign(request)
        let form = try await request.form()
        do {
            let begun = try await access.space("nobody").signIn(
                name: form["name"] ?? "", password: form["password"] ?? "",
                from: request.origin(context))
            return entered(begun, to: form["next"])
        } catch let error as AccessError {
            var page = SignInPage(language: request.language)
            page.next = form["next"] ?? ""
            page.name = form["name"] ?? ""
            page.failure = error.code == .wait ? .wait : .wrong
            return self.page(page, error)
        }
    }

    /// `POST /sign-in/password`: a link's token with the password that was chosen.
    @Sendable func choose(_ request: Request, context: ServerContext) async throws -> Response {
        try Self.refuseForeign(request)
        let form = try await request.form()
        let token = form["token"] ?? ""
        let space = access.space("nobody")
        do {
            let begun = try await space.redeem(
                link: token, password: form["password"] ?? "", from: request.origin(context))
            return entered(begun)
        } catch let error as AccessError where error.code == .weakPassword {
            guard let owner = try await space.owner(ofLink: token) else {
                return try access.refuse(request, .link)
            }
            var page = ChoosePasswordPage(
                language: request.language, name: owner.name, token: token)
            page.isWeak = true
            return .page(page.html, status: .badRequest)
        } catch let error as AccessError where error.code == .badLink {
            return try access.refuse(request, .link)
        }
    }

    private func entered(_ begun: NewSession, to path: String? = nil) -> Response {
        var response = Self.toFirstPage
        if let path, Self.isOurs(path) { response.headers[.location] = path }
        response.setCookie(access.site.cookie(begun.token))
        return response
    }

    private func page(_ page: SignInPage, _ error: AccessError? = nil) -> Response {
        var page = page
        page.hasIssuer = access.issuer != nil
        let status: HTTPResponse.Status =
            switch error?.code {
            case nil: .ok
            case .wait: .tooManyRequests
            default: .unauthorized
            }
        var response = Response.page(page.html, status: status)
        if let seconds = error?.waitSeconds { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    /// A path of this server, which no reading of it leads elsewhere: `/segments/12?tab=history`.
    static func isOurs(_ path: String) -> Bool {
        path.hasPrefix("/") && !path.hasPrefix("//") && !path.hasPrefix(Address.signIn.path)
            && path.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
    }

    /// A form on another site could sign somebody in as somebody else.
    private static func refuseForeign(_ request: Request) throws(Problem) {
        guard CrossSite.comesFromHere(request) ?? true else { throw .crossSite }
    }

    static var toFirstPage: Response {
        Response(
            status: .seeOther,
            headers: [.location: Address.firstPage.path, .cacheControl: "no-store"])
    }
}

extension Request {
    /// Where it comes from, for the audit.
    func origin(_ context: ServerContext) -> SignInOrigin {
        SignInOrigin(address: context.address, agent: headers[.userAgent] ?? "")
    }

    /// The fields of a form, up to 16 KiB.
    func form() async throws -> [String: String] {
        guard headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else {
            throw Problem.notForm
        }
        let text = String(buffer: try await body.collect(upTo: 16_384))
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.replacing("+", with: " ").removingPercentEncoding ?? "" }
            fields[parts[0]] = parts.count == 2 ? parts[1] : ""
        }
        return fields
    }
}
