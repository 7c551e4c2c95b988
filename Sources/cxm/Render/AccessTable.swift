import Definitions
import Metadata

/// People, programs and the audit as tables.
///
///     name  role      signs in by
///     ann   admin     password
///     mina  marketer  link
enum AccessTable {
    static func users(_ users: [UserRecord]) -> String {
        guard !users.isEmpty else { return "No users.\n" }
        var grid = TextGrid(["name", "display name", "role", "signs in by"])
        for user in users {
            grid.add([user.name, user.displayName, user.role.rawValue, way(of: user)])
        }
        return grid.text
    }

    private static func way(of user: UserRecord) -> String {
        if user.isDisabled { return "disabled" }
        let ways = [
            user.passwordHash == nil ? nil : "password", user.externalID == nil ? nil : "issuer",
        ].compactMap(\.self)
        return ways.isEmpty ? "link" : ways.joined(separator: ", ")
    }

    static func clients(
        _ clients: [ServiceClientRecord], _ tokens: [Int64: [ClientTokenRecord]], _ zone: Zone
    ) -> String {
        guard !clients.isEmpty else { return "No service clients.\n" }
        var grid = TextGrid(
            ["name", "scopes", "owner", "token", "made", "last used", "state"], numbers: [3])
        for client in clients {
            let scopes = client.scopes.map(\.rawValue).sorted().joined(separator: ",")
            let head = [client.name, scopes, client.owner]
            let own = tokens[client.id] ?? []
            if own.isEmpty { grid.add(head + ["", "", "", state(client, nil, zone)]) }
            for token in own {
                grid.add(
                    head + [
                        "\(token.id)", zone.text(token.createdAt),
                        token.lastUsedAt.map(zone.text) ?? "never", state(client, token, zone),
                    ])
            }
        }
        return grid.text
    }

    private static func state(
        _ client: ServiceClientRecord, _ token: ClientTokenRecord?, _ zone: Zone
    ) -> String {
        if client.isDisabled { return "disabled" }
        guard let token else { return "" }
        if token.revokedAt != nil { return "revoked" }
        return token.expiresAt.map { "until \(zone.text($0))" } ?? "good"
    }

    static func audit(_ records: [AuditRecord], _ zone: Zone) -> String {
        guard !records.isEmpty else { return "No records.\n" }
        var grid = TextGrid(["time", "who", "what", "to", "details"])
        for record in records {
            grid.add([
                zone.text(record.at), record.actor, record.action, record.subject,
                record.details == .object([]) ? "" : record.details.rendered(),
            ])
        }
        return grid.text
    }
}
