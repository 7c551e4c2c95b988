package import Definitions
package import Metadata
package import Secrets

/// A token that has just been made.
package struct NewToken: Sendable {
    package let client: ServiceClientRecord
    package let record: ClientTokenRecord
    /// The only place that shows it.
    package let token: SecretToken
}

/// What is to be different about a service client; nil stays as it is.
package struct ClientChange: Hashable, Sendable {
    package var scopes: Set<ClientScope>?
    package var owner: String?
    package var isDisabled: Bool?

    package init(
        scopes: Set<ClientScope>? = nil, owner: String? = nil, isDisabled: Bool? = nil
    ) {
        self.scopes = scopes
        self.owner = owner
        self.isDisabled = isDisabled
    }
}

extension AccessSpace {
    package func clients() async throws -> [ServiceClientRecord] {
        try await metadata.serviceClients()
    }

    package func client(_ id: Int64) async throws -> ServiceClientRecord {
        guard let client = try await clients().first(where: { $0.id == id }) else {
            throw AccessError.unknownClient(id)
        }
        return client
    }

    /// Of one client, the newest first.
    package func tokens(of client: Int64) async throws -> [ClientTokenRecord] {
        try await desk.tables.noteUses()
        return try await metadata.clientTokens().filter { $0.client == client }
    }

    /// Adds a client with its first token. `expiresAt` nil: good until it is revoked.
    package func createClient(
        name: String, scopes: Set<ClientScope>, expiresAt: Int64? = nil
    ) async throws -> NewToken {
        try AccessRules.check(name: name)
        guard !scopes.isEmpty else { throw AccessError.noScopes }
        let client = try await metadata.add(
            ServiceClientRecord(name: name, scopes: scopes, owner: actor, createdAt: now))
        try await audit(
            "client.create", "client/\(client.id)",
            ["scopes": scopes.json])
        let made = try await addToken(to: client, expiresAt)
        try await changed()
        return made
    }

    /// Makes another token; the ones before are good for `grace` more milliseconds, so that the client
    /// can change over without a gap.
    package func rotate(
        client id: Int64, grace: Int64 = 86_400_000, expiresAt: Int64? = nil
    ) async throws -> NewToken {
        let client = try await client(id)
        try await audit("client.rotate", "client/\(id)")
        let made = try await addToken(to: client, expiresAt)
        try await metadata.endTokens(of: id, except: made.record.id, at: now + grace)
        try await changed()
        return made
    }

    private func addToken(
        to client: ServiceClientRecord, _ expiresAt: Int64?
    ) async throws -> NewToken {
        let token = SecretToken()
        let record = try await metadata.add(
            ClientTokenRecord(
                client: client.id, fingerprint: SecretToken.fingerprint(of: token.text),
                createdAt: now, expiresAt: expiresAt))
        return NewToken(client: client, record: record, token: token)
    }

    package func revoke(token: Int64, ofClient client: Int64) async throws {
        _ = try await self.client(client)
        try await metadata.revokeToken(token, of: client, at: now)
        try await audit("client.revoke", "client/\(client)", ["token": .integer(token)])
        try await changed()
    }

    /// Changes a client; one that is disabled is let in no more.
    @discardableResult
    package func change(
        client id: Int64, _ change: ClientChange
    ) async throws -> ServiceClientRecord {
        var client = try await client(id)
        let before = client
        if let scopes = change.scopes {
            guard !scopes.isEmpty else { throw AccessError.noScopes }
            client.scopes = scopes
        }
        if let owner = change.owner {
            try AccessRules.check(displayName: owner)
            client.owner = owner
        }
        if let isDisabled = change.isDisabled { client.isDisabled = isDisabled }
        guard client != before else { return client }
        try await metadata.update(client)
        try await audit(
            "client.change", "client/\(id)",
            [
                "scopes": client.scopes.json, "disabled": .boolean(client.isDisabled),
            ])
        try await changed()
        return client
    }
}
