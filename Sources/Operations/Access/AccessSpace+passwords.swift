import Definitions
package import Metadata
import Secrets

extension AccessSpace {
    /// The user of a link that is still good, for the page that asks for a password; it stays good.
    package func owner(ofLink token: String) async throws -> UserRecord? {
        let link = try await metadata.link(fingerprint: SecretToken.fingerprint(of: token))
        guard let link, link.usedAt == nil, link.expiresAt > now else { return nil }
        return try await users().first { $0.id == link.user && !$0.isDisabled }
    }

    /// Lets somebody in who shows a link, once, and keeps the password that the person has chosen.
    package func redeem(
        link token: String, password: String, from origin: SignInOrigin
    ) async throws -> NewSession {
        guard let user = try await owner(ofLink: token) else { throw AccessError.badLink }
        try AccessRules.check(password: password, of: user.name)
        let hash = try await desk.passwords.hash(password)
        let used = try await metadata.useLink(
            fingerprint: SecretToken.fingerprint(of: token), at: now)
        guard used?.user == user.id else { throw AccessError.badLink }
        guard let changed = try await keep(hash, of: user.id) else { throw AccessError.badLink }
        // Whoever had the account before the link was made has it no more.
        try await metadata.endSessions(of: user.id, except: nil)
        return try await begin(changed, from: origin, by: "link")
    }

    /// Sets a user's own password; the other sessions end. The old one is asked for where there is one.
    package func changePassword(
        of session: AccessSession, current: String?, to password: String,
        from origin: SignInOrigin
    ) async throws {
        let user = try await user(session.caller.id)
        if let hash = user.passwordHash {
            try desk.beginAttempt(name: user.name.lowercased(), address: origin.address)
            guard try await desk.passwords.check(current ?? "", against: hash) else {
                throw AccessError(.wrongCurrent, "The current password is wrong.")
            }
            desk.succeeded(name: user.name.lowercased())
        }
        try AccessRules.check(password: password, of: user.name)
        let hash = try await desk.passwords.hash(password)
        guard try await keep(hash, of: user.id) != nil else {
            throw AccessError(
                .disabled, "The user '\(user.name)' is disabled; an admin can enable it.")
        }
        try await metadata.endSessions(of: user.id, except: session.id)
        try await changed()
    }

    /// Hashing takes long: what an admin has changed meanwhile stays, and nil is given where the user is
    /// disabled by now.
    private func keep(_ hash: String, of id: Int64) async throws -> UserRecord? {
        guard let user = try await metadata.setPassword(hash, of: id) else { return nil }
        try await audit("user.password", "user/\(id)", by: user.name)
        return user
    }
}
