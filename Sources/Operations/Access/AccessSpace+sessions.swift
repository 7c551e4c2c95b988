import Definitions
package import Metadata
package import Secrets

/// A session that has just begun.
package struct NewSession: Sendable {
    package let user: UserRecord
    package let session: SessionRecord
    /// For the cookie; the only place that shows it.
    package let token: SecretToken
}

/// Where an attempt to sign in comes from.
package struct SignInOrigin: Hashable, Sendable {
    package let address: String
    /// What the browser calls itself.
    package let agent: String

    package init(address: String, agent: String) {
        self.address = address
        self.agent = agent
    }
}

extension AccessSpace {
    /// Lets somebody in who shows a name and its password. Takes as long for names that nobody has.
    package func signIn(
        name: String, password: String, from origin: SignInOrigin
    ) async throws -> NewSession {
        let key = String(name.prefix(AccessRules.longestName)).lowercased()
        try desk.beginAttempt(name: key, address: origin.address)
        let user = try await user(named: name)
        let hash = user.flatMap { $0.isDisabled ? nil : $0.passwordHash }
        let text = String(password.prefix(AccessRules.longestPassword))
        let isRight = try await desk.passwords.check(text, against: hash)
        guard isRight, let user else {
            try await noteFailure(user, key, origin)
            throw AccessError.wrongPassword
        }
        desk.succeeded(name: key)
        return try await begin(user, from: origin, by: "password")
    }

    /// What was typed as the name is not kept: it may be a password in the wrong field.
    private func noteFailure(
        _ user: UserRecord?, _ key: String, _ origin: SignInOrigin
    ) async throws {
        try await audit(
            "access.refused", user.map { "user/\($0.id)" } ?? "user",
            [
                "address": .string(origin.address),
                "locked": .boolean(desk.isBlocked(name: key)),
            ], by: user?.name ?? "nobody")
    }

    /// Begins a session of somebody who has shown who it is.
    package func begin(
        _ user: UserRecord, from origin: SignInOrigin, by way: String
    ) async throws -> NewSession {
        let token = SecretToken()
        let session = try await metadata.add(
            SessionRecord(
                fingerprint: SecretToken.fingerprint(of: token.text), user: user.id,
                agent: String(origin.agent.prefix(200)), createdAt: now, lastSeenAt: now,
                expiresAt: SessionLife.end(createdAt: now, seenAt: now)))
        try await audit(
            "access.sign-in", "user/\(user.id)",
            ["by": .string(way), "address": .string(origin.address)], by: user.name)
        try await changed()
        return NewSession(user: user, session: session, token: token)
    }

    package func signOut(_ session: AccessSession) async throws {
        try await metadata.endSession(session.id)
        try await audit("access.sign-out", "user/\(session.caller.id)")
        try await changed()
    }

    /// The browsers in which a user is signed in, the newest first.
    package func sessions(of user: Int64) async throws -> [SessionRecord] {
        try await desk.tables.noteUses()
        return try await metadata.sessions().filter { $0.user == user && $0.expiresAt > now }
    }

    /// Ends one session of a user, or all but one.
    package func endSession(_ id: Int64, of user: Int64) async throws {
        guard try await sessions(of: user).contains(where: { $0.id == id }) else {
            throw AccessError(.unknown, "There is no session \(id) of this user.")
        }
        try await metadata.endSession(id)
        try await audit("access.end-session", "user/\(user)")
        try await changed()
    }

    package func endSessions(of user: Int64, except kept: Int64? = nil) async throws {
        try await metadata.endSessions(of: user, except: kept)
        try await audit("access.end-session", "user/\(user)", ["all": .boolean(true)])
        try await changed()
    }
}
