import Definitions
import Hummingbird
import Metadata
import Operations
import Secrets
import WebInterface

/// `/users`: who may sign in, for admins.
struct Users {
    let access: ServerAccess
    let zone: Zone

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/users", right: .manageAccess, "All users, by name.",
                answers: [.json(.object([.init("users", .list(Self.schema))]))], handle: list),
            Endpoint(
                .post, "/users", right: .manageAccess,
                "Adds a user; the answer holds the link that lets the person in, once.",
                body: .object([
                    .init("name", .text), .init("role", Self.role),
                    .init("display_name", .text, required: false),
                ]), answers: [.json(Self.invitation, status: 201)], problems: [409],
                handle: invite),
            Endpoint(
                .put, "/users/{user}", right: .manageAccess,
                "Changes a user; sessions of one who is disabled end.",
                parameters: [Self.user],
                body: .object([
                    .init("name", .text, required: false),
                    .init("role", Self.role, required: false),
                    .init("display_name", .text, required: false),
                    .init("disabled", .boolean, required: false),
                    .init("language", .nullable(.oneOf(Language.names)), required: false),
                ]), answers: [.json(Self.schema)], problems: [409], handle: change),
            Endpoint(
                .post, "/users/{user}/link", right: .manageAccess,
                "Makes a link that lets the person in, once, to choose a new password.",
                parameters: [Self.user], answers: [.json(Self.invitation, status: 201)],
                problems: [409], handle: link),
            Endpoint(
                .delete, "/users/{user}/sessions", right: .manageAccess,
                "Signs a user out everywhere.", parameters: [Self.user], answers: [.nothing],
                handle: endSessions),
        ]
    }

    private static let user = Parameter.path("user", .integer, "The number of the user.")
    private static let role = Schema.oneOf(Role.allCases.map(\.rawValue))

    static let schema = Schema.object([
        .init("id", .integer), .init("name", .text), .init("display_name", .text),
        .init("role", role), .init("disabled", .boolean),
        .init("language", .nullable(.oneOf(Language.names))), .init("has_password", .boolean),
        .init("external_id", .nullable(.text)), .init("created_at", .time),
    ])

    static let invitation = Schema.object([
        .init("user", schema), .init("link", .text), .init("expires_at", .time),
    ])

    private func space(_ context: ServerContext) throws -> AccessSpace {
        access.space(try context.requireCaller().name)
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let users = try await space(context).users()
        return .json(["users": .array(users.map { $0.json(in: zone) })])
    }

    @Sendable func invite(_ request: Request, context: ServerContext) async throws -> Response {
        let json = JSONReader(try await request.json())
        try json.allow(["name", "role", "display_name"])
        let invitation = try await space(context).invite(
            name: json.member("name").string(),
            displayName: json.optional("display_name")?.string() ?? "",
            role: json.member("role").choice(Role.self))
        return answer(invitation, request)
    }

    @Sendable func change(_ request: Request, context: ServerContext) async throws -> Response {
        let json = JSONReader(try await request.json())
        try json.allow(["name", "role", "display_name", "disabled", "language"])
        var change = UserChange(
            name: try json.optional("name")?.string(),
            displayName: try json.optional("display_name")?.string(),
            role: try json.optional("role")?.choice(Role.self),
            isDisabled: try json.optional("disabled")?.boolean())
        if json.value["language"] != nil {
            change.language = .some(try json.optional("language")?.choice(Language.self))
        }
        let user = try await space(context).change(try context.number("user"), change)
        return .json(user.json(in: zone))
    }

    @Sendable func link(_ request: Request, context: ServerContext) async throws -> Response {
        answer(try await space(context).link(for: try context.number("user")), request)
    }

    private func answer(_ invitation: Invitation, _ request: Request) -> Response {
        let path = Address.signIn.path + "?token=" + invitation.token.text
        var response = Response.json([
            "user": invitation.user.json(in: zone),
            "link": .string(access.site.url(of: path, request)),
            "expires_at": .string(zone.text(invitation.expiresAt)),
        ])
        response.status = .created
        return response
    }

    @Sendable func endSessions(
        _ request: Request, context: ServerContext
    ) async throws -> Response {
        let space = try space(context)
        let user = try await space.user(try context.number("user"))
        try await space.endSessions(of: user.id)
        return .nothing
    }
}
