package import Definitions

/// A person who may sign in.
package struct UserRecord: Hashable, Sendable {
    package var id: Int64
    /// Unique, whatever the case: what is signed in with, and the actor in the audit.
    package var name: String
    /// As others see it: `김민아`.
    package var displayName: String
    package var role: Role
    /// A salted, slow hash; nil: no sign-in by password.
    package var passwordHash: String?
    /// Who the person is to an OpenID Connect issuer: `https://id.example subject`; nil: nobody.
    package var externalID: String?
    package var isDisabled: Bool
    /// Nil: the browser's.
    package var language: Language?
    package var createdAt: Int64

    package init(
        id: Int64 = 0, name: String, displayName: String = "", role: Role,
        passwordHash: String? = nil, externalID: String? = nil, isDisabled: Bool = false,
        language: Language? = nil, createdAt: Int64
    ) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.role = role
        self.passwordHash = passwordHash
        self.externalID = externalID
        self.isDisabled = isDisabled
        self.language = language
        self.createdAt = createdAt
    }
}

/// A browser in which somebody is signed in.
package struct SessionRecord: Hashable, Sendable {
    package var id: Int64
    /// Of the cookie, which is kept nowhere.
    package var fingerprint: String
    package var user: Int64
    /// What the browser calls itself.
    package var agent: String
    package var createdAt: Int64
    package var lastSeenAt: Int64
    package var expiresAt: Int64

    package init(
        id: Int64 = 0, fingerprint: String, user: Int64, agent: String = "", createdAt: Int64,
        lastSeenAt: Int64, expiresAt: Int64
    ) {
        self.id = id
        self.fingerprint = fingerprint
        self.user = user
        self.agent = agent
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.expiresAt = expiresAt
    }
}

/// A link that lets its first opener in as a user.
package struct SignInLinkRecord: Hashable, Sendable {
    /// Of the link's token.
    package var fingerprint: String
    package var user: Int64
    package var createdAt: Int64
    package var expiresAt: Int64
    package var usedAt: Int64?

    package init(
        fingerprint: String, user: Int64, createdAt: Int64, expiresAt: Int64, usedAt: Int64? = nil
    ) {
        self.fingerprint = fingerprint
        self.user = user
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.usedAt = usedAt
    }
}
