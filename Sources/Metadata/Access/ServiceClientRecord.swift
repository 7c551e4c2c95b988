package import Definitions

/// A program that calls the API with tokens.
package struct ServiceClientRecord: Hashable, Sendable {
    package var id: Int64
    /// Unique, whatever the case.
    package var name: String
    package var scopes: Set<ClientScope>
    /// Whom to ask about it.
    package var owner: String
    package var isDisabled: Bool
    package var createdAt: Int64

    package init(
        id: Int64 = 0, name: String, scopes: Set<ClientScope>, owner: String,
        isDisabled: Bool = false, createdAt: Int64
    ) {
        self.id = id
        self.name = name
        self.scopes = scopes
        self.owner = owner
        self.isDisabled = isDisabled
        self.createdAt = createdAt
    }
}

/// One of a client's tokens; two are good at a time while it changes from one to the next.
package struct ClientTokenRecord: Hashable, Sendable {
    package var id: Int64
    package var client: Int64
    /// Of the token, which is kept nowhere.
    package var fingerprint: String
    package var createdAt: Int64
    /// Nil: good until it is revoked.
    package var expiresAt: Int64?
    package var revokedAt: Int64?
    package var lastUsedAt: Int64?

    package init(
        id: Int64 = 0, client: Int64, fingerprint: String, createdAt: Int64,
        expiresAt: Int64? = nil, revokedAt: Int64? = nil, lastUsedAt: Int64? = nil
    ) {
        self.id = id
        self.client = client
        self.fingerprint = fingerprint
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
    }

    package func isGood(at now: Int64) -> Bool {
        revokedAt == nil && expiresAt.map { now < $0 } ?? true
    }
}
