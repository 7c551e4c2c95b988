import Definitions
import Hummingbird
import Metadata
import Operations
import Secrets

/// `/clients`: programs and their tokens, for admins.
struct Clients {
    let access: ServerAccess
    let zone: Zone

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/clients", right: .manageAccess, "All service clients with their tokens.",
                answers: [.json(.object([.init("clients", .list(Self.schema))]))], handle: list),
            Endpoint(
                .post, "/clients", right: .manageAccess,
                "Adds a client; the answer is the only place that shows its token.",
                body: .object([
                    .init("name", .text), .init("scopes", .list(Self.scope)),
                    .init("days", .whole(1...3650), required: false),
                ]), answers: [.json(Self.made, status: 201)], problems: [409], handle: create),
            Endpoint(
                .put, "/clients/{client}", right: .manageAccess,
                "Changes what a client may do, whom to ask about it, or whether it is let in.",
                parameters: [Self.client],
                body: .object([
                    .init("scopes", .list(Self.scope), required: false),
                    .init("owner", .text, required: false),
                    .init("disabled", .boolean, required: false),
                ]), answers: [.json(Self.schema)], handle: change),
            Endpoint(
                .post, "/clients/{client}/tokens", right: .manageAccess,
                "Makes another token; those before are good for some hours more.",
                parameters: [Self.client],
                body: .object([
                    .init("grace_hours", .whole(0...720), required: false),
                    .init("days", .whole(1...3650), required: false),
                ]), answers: [.json(Self.made, status: 201)], handle: rotate),
            Endpoint(
                .delete, "/clients/{client}/tokens/{token}", right: .manageAccess,
                "Revokes a token at once.",
                parameters: [Self.client, .path("token", .integer, "The number of the token.")],
                answers: [.nothing], handle: revoke),
        ]
    }

    private static let client = Parameter.path("client", .integer, "The number of the client.")
    private static let scope = Schema.oneOf(ClientScope.allCases.map(\.rawValue))

    static let token = Schema.object([
        .init("id", .integer), .init("created_at", .time), .init("expires_at", .nullable(.time)),
        .init("revoked_at", .nullable(.time)), .init("last_used_at", .nullable(.time)),
    ])

    static let schema = Schema.object([
        .init("id", .integer), .init("name", .text), .init("scopes", .list(scope)),
        .init("owner", .text), .init("disabled", .boolean), .init("created_at", .time),
        .init("tokens", .list(token)),
    ])

    static let made = Schema.object([.init("client", schema), .init("token", .text)])

    private func space(_ context: ServerContext) throws -> AccessSpace {
        access.space(try context.requireCaller().name)
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let space = try space(context)
        var list: [JSONValue] = []
        for client in try await space.clients() {
            list.append(client.json(in: zone, tokens: try await space.tokens(of: client.id)))
        }
        return .json(["clients": .array(list)])
    }

    @Sendable func create(_ request: Request, context: ServerContext) async throws -> Response {
        let json = JSONReader(try await request.json())
        try json.allow(["name", "scopes", "days"])
        let made = try await space(context).createClient(
            name: json.member("name").string(), scopes: scopes(json.member("scopes")),
            expiresAt: try end(json))
        return answer(made)
    }

    @Sendable func change(_ request: Request, context: ServerContext) async throws -> Response {
        let json = JSONReader(try await request.json())
        try json.allow(["scopes", "owner", "disabled"])
        let space = try space(context)
        let client = try await space.change(
            client: try context.number("client"),
            ClientChange(
                scopes: try json.optional("scopes").map(scopes),
                owner: try json.optional("owner")?.string(),
                isDisabled: try json.optional("disabled")?.boolean()))
        return .json(client.json(in: zone, tokens: try await space.tokens(of: client.id)))
    }

    @Sendable func rotate(_ request: Request, context: ServerContext) async throws -> Response {
        let json = JSONReader(try await request.json())
        try json.allow(["grace_hours", "days"])
        let hours = try json.optional("grace_hours")?.integer(in: 0...720) ?? 24
        return answer(
            try await space(context).rotate(
                client: try context.number("client"), grace: hours * 3_600_000,
                expiresAt: try end(json)))
    }

    @Sendable func revoke(_ request: Request, context: ServerContext) async throws -> Response {
        try await space(context).revoke(
            token: try context.number("token"), ofClient: try context.number("client"))
        return .nothing
    }

    private func scopes(_ json: JSONReader) throws -> Set<ClientScope> {
        Set(try json.array().map { try $0.choice(ClientScope.self) })
    }

    /// So many days from now; nil: never.
    private func end(_ json: JSONReader) throws -> Int64? {
        guard let days = try json.optional("days")?.integer(in: 1...3650) else { return nil }
        return access.desk.now() + days * 86_400_000
    }

    private func answer(_ made: NewToken) -> Response {
        var response = Response.json([
            "client": made.client.json(in: zone, tokens: [made.record]),
            "token": .string(made.token.text),
        ])
        response.status = .created
        return response
    }
}
