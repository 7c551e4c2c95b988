package import Definitions
import Metadata

/// Who somebody is elsewhere, as an issuer that is trusted says.
package struct ExternalIdentity: Hashable, Sendable {
    /// Never given to anybody else there.
    package let externalID: String
    package let name: String
    package let displayName: String
    package let role: Role

    package init(externalID: String, name: String, displayName: String, role: Role) {
        self.externalID = externalID
        self.name = name
        self.displayName = displayName
        self.role = role
    }
}

extension AccessSpace {
    /// Lets somebody in whom an issuer knows: as the user of the same external id, with the role that the
    /// issuer's groups give now; as a new user where there is none.
    package func signIn(
        as identity: ExternalIdentity, from origin: SignInOrigin
    ) async throws -> NewSession {
        let users = try await users()
        let known = users.first { $0.externalID == identity.externalID }
        let user: UserRecord
        if let known {
            user = try await update(known, identity)
        } else {
            user = try await add(identity, users)
        }
        guard !user.isDisabled else {
            try await audit("access.refused", "user/\(user.id)", by: user.name)
            throw AccessError(
                .disabled, "The user '\(user.name)' is disabled; an admin can enable it.")
        }
        return try await begin(user, from: origin, by: "issuer")
    }

    private func update(
        _ user: UserRecord, _ identity: ExternalIdentity
    ) async throws -> UserRecord {
        guard user.role != identity.role else { return user }
        do {
            return try await change(user.id, UserChange(role: identity.role))
        } catch let error as MetadataError where error.code == .inUse {
            // The last admin stays one, whatever the groups say.
            return user
        }
    }

    /// A name that a user of this server has already is not taken over: the newcomer gets another.
    private func add(
        _ identity: ExternalIdentity, _ users: [UserRecord]
    ) async throws -> UserRecord {
        let taken = Set(users.map { $0.name.lowercased() })
        let base = Self.fitting(identity.name)
        let names = [base] + (2...999).map { "\(base)-\($0)" }
        let name = names.first { !taken.contains($0.lowercased()) } ?? base
        let user = try await metadata.add(
            UserRecord(
                name: name, displayName: String(identity.displayName.prefix(100)),
                role: identity.role, externalID: identity.externalID, createdAt: now))
        try await audit(
            "user.from-issuer", "user/\(user.id)", ["role": .string(user.role.rawValue)],
            by: user.name)
        return user
    }

    /// The issuer's name for somebody, as far as names here may be.
    private static func fitting(_ name: String) -> String {
        let kept = name.filter(AccessRules.isFit).prefix(58)
        let name = String(kept)
        return (try? AccessRules.check(name: name)) == nil ? "user" : name
    }
}
