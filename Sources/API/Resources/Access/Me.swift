import Definitions
import Hummingbird
import Metadata
import Operations
import Secrets

/// `/me` and `/session`: who asks, and what people change about themselves.
struct Me {
    let access: ServerAccess
    let zone: Zone

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/session", right: nil,
                "Signs in by name and password; the answer sets the cookie.",
                body: .object([.init("name", .text), .init("password", .text)]),
                answers: [.json(Self.schema)], problems: [401, 403, 429], handle: signIn),
            Endpoint(
                .delete, "/session", right: nil, forAnyCaller: true, "Signs out.",
                answers: [.nothing], handle: signOut),
            Endpoint(
                .get, "/me", right: nil, forAnyCaller: true,
                "Who asks, with rights and the token for writes by cookie.",
                answers: [.json(Self.schema)], handle: show),
            Endpoint(
                .put, "/me", right: nil, forAnyCaller: true, "Changes one's own name or language.",
                body: .object([
                    .init("name", .text, required: false),
                    .init("display_name", .text, required: false),
                    .init("language", .nullable(.oneOf(Language.names)), required: false),
                ]), answers: [.json(Self.schema)], problems: [409], handle: change),
            Endpoint(
                .put, "/me/password", right: nil, forAnyCaller: true,
                "Changes one's own password; the other sessions end.",
                body: .object([
                    .init("current", .text, required: false), .init("new", .text),
                ]), answers: [.nothing], problems: [422], handle: changePassword),
            Endpoint(
                .get, "/me/sessions", right: nil, forAnyCaller: true,
                "The browsers in which one is signed in.",
                answers: [.json(.object([.init("sessions", .list(Self.session))]))],
                handle: sessions),
            Endpoint(
                .delete, "/me/sessions/{session}", right: nil, forAnyCaller: true,
                "Signs one of one's own browsers out.",
                parameters: [.path("session", .integer, "The number of the session.")],
                answers: [.nothing], handle: endSession),
        ]
    }

    static let schema = Schema.object([
        .init("kind", .oneOf(["person", "program"])), .init("id", .integer),
        .init("name", .text), .init("display_name", .text, required: false),
        .init("role", .oneOf(Role.allCases.map(\.rawValue)), required: false),
        .init("scopes", .list(.oneOf(ClientScope.allCases.map(\.rawValue))), required: false),
        .init("rights", .list(.oneOf(Right.allCases.map(\.rawValue)))),
        .init("language", .nullable(.oneOf(Language.names)), required: false),
        .init("has_password", .boolean, required: false),
        .init("csrf_token", .text, required: false),
    ])

    static let session = Schema.object([
        .init("id", .integer), .init("agent", .text), .init("created_at", .time),
        .init("last_seen_at", .time), .init("expires_at", .time), .init("current", .boolean),
    ])

    @Sendable func signIn(_ request: Request, context: ServerContext) async throws -> Response {
        guard CrossSite.comesFromHere(request) ?? true else { throw Problem.crossSite }
        let json = JSONReader(try await request.json(upTo: 16_384))
        try json.allow(["name", "password"])
        let begun = try await access.space("nobody").signIn(
            name: json.member("name").string(), password: json.member("password").string(),
            from: request.origin(context))
        guard let session = access.desk.tables.session(cookie: begun.token.text) else {
            throw Problem.notSignedIn
        }
        var response = Response.json(
            session.json(csrfToken: CrossSite.token(of: begun.token.text)))
        response.setCookie(access.site.cookie(begun.token))
        return response
    }

    @Sendable func signOut(_ request: Request, context: ServerContext) async throws -> Response {
        let session = try context.requireSession()
        try await access.space(session.caller.name).signOut(session)
        var response = Response.nothing
        response.setCookie(access.site.cookie(nil))
        return response
    }

    @Sendable func show(_ request: Request, context: ServerContext) throws -> Response {
        if let session = context.session {
            return .json(session.json(csrfToken: context.csrfToken))
        }
        return .json(.object(try context.requireCaller().members))
    }

    @Sendable func change(_ request: Request, context: ServerContext) async throws -> Response {
        let session = try context.requireSession()
        let json = JSONReader(try await request.json())
        try json.allow(["name", "display_name", "language"])
        var change = UserChange(
            name: try json.optional("name")?.string(),
            displayName: try json.optional("display_name")?.string())
        if json.value["language"] != nil {
            change.language = .some(try json.optional("language")?.choice(Language.self))
        }
        let user = try await access.space(session.caller.name).change(session.caller.id, change)
        return .json(
            AccessSession(user, of: session).json(csrfToken: context.csrfToken))
    }

    @Sendable func changePassword(
        _ request: Request, context: ServerContext
    ) async throws -> Response {
        let session = try context.requireSession()
        let json = JSONReader(try await request.json())
        try json.allow(["current", "new"])
        try await access.space(session.caller.name).changePassword(
            of: session, current: json.optional("current")?.string(),
            to: json.member("new").string(), from: request.origin(context))
        return .nothing
    }

    @Sendable func sessions(_ request: Request, context: ServerContext) async throws -> Response {
        let session = try context.requireSession()
        let list = try await access.space(session.caller.name).sessions(of: session.caller.id)
        return .json([
            "sessions": .array(list.map { $0.json(in: zone, isCurrent: $0.id == session.id) })
        ])
    }

    @Sendable func endSession(
        _ request: Request, context: ServerContext
    ) async throws -> Response {
        let session = try context.requireSession()
        try await access.space(session.caller.name).endSession(
            try context.number("session"), of: session.caller.id)
        return .nothing
    }
}
