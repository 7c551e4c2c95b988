package import Definitions
package import Metadata
package import Secrets

/// A user and the link that lets the person in.
package struct Invitation: Sendable {
    package let user: UserRecord
    /// The only place that shows the link's token.
    package let token: SecretToken
    package let expiresAt: Int64
}

/// What is to be different about a user; nil stays as it is.
package struct UserChange: Hashable, Sendable {
    package var name: String?
    package var displayName: String?
    package var role: Role?
    package var isDisabled: Bool?
    /// `.some(nil)`: the browser's.
    package var language: Language??

    package init(
        name: String? = nil, displayName: String? = nil, role: Role? = nil,
        isDisabled: Bool? = nil, language: Language?? = nil
    ) {
        self.name = name
        self.displayName = displayName
        self.role = role
        self.isDisabled = isDisabled
        self.language = language
    }
}

extension AccessSpace {
    package func users() async throws -> [UserRecord] { try await metadata.users() }

    package func user(_ id: Int64) async throws -> UserRecord {
        guard let user = try await users().first(where: { $0.id == id }) else {
            throw AccessError.unknownUser(id)
        }
        return user
    }

    /// Whatever the case of the name; nil where there is none.
    package func user(named name: String) async throws -> UserRecord? {
        try await users().first { $0.name.lowercased() == name.lowercased() }
    }

    /// Adds a user and makes the link that lets the person in, for a week.
    package func invite(
        name: String, displayName: String = "", role: Role
    ) async throws -> Invitation {
        try AccessRules.check(name: name)
        try AccessRules.check(displayName: displayName)
        let user = try await metadata.add(
            UserRecord(name: name, displayName: displayName, role: role, createdAt: now))
        try await audit("user.invite", "user/\(user.id)", ["role": .string(role.rawValue)])
        let invitation = try await makeLink(for: user)
        try await changed()
        return invitation
    }

    /// Makes a link that lets its first opener in as the user, who then chooses a password; links made
    /// before stop working.
    package func link(for id: Int64) async throws -> Invitation {
        let user = try await user(id)
        guard !user.isDisabled else {
            throw AccessError(
                .disabled, "The user '\(user.name)' is disabled; enable it before making a link.")
        }
        try await audit("user.link", "user/\(id)")
        return try await makeLink(for: user)
    }

    private func makeLink(for user: UserRecord) async throws -> Invitation {
        let token = SecretToken()
        let expiresAt = now + 7 * 86_400_000
        try await metadata.add(
            SignInLinkRecord(
                fingerprint: SecretToken.fingerprint(of: token.text), user: user.id,
                createdAt: now, expiresAt: expiresAt))
        return Invitation(user: user, token: token, expiresAt: expiresAt)
    }

    /// Throws where `change` would because of a name, for whoever has other things to do before.
    package func check(_ change: UserChange, of id: Int64) async throws {
        try Self.checkNames(change)
        guard let name = change.name, let other = try await user(named: name), other.id != id
        else { return }
        throw MetadataError(
            .taken, "There is a user '\(name)' already; choose another name.")
    }

    private static func checkNames(_ change: UserChange) throws(AccessError) {
        if let name = change.name { try AccessRules.check(name: name) }
        if let displayName = change.displayName {
            try AccessRules.check(displayName: displayName)
        }
    }

    /// Changes a user; sessions of one who is disabled end. The error `inUse` where it is the last admin.
    @discardableResult
    package func change(_ id: Int64, _ change: UserChange) async throws -> UserRecord {
        var user = try await user(id)
        let before = user
        try Self.checkNames(change)
        if let name = change.name { user.name = name }
        if let displayName = change.displayName { user.displayName = displayName }
        if let role = change.role { user.role = role }
        if let isDisabled = change.isDisabled { user.isDisabled = isDisabled }
        if let language = change.language { user.language = language }
        guard user != before else { return user }
        try await metadata.update(user)
        if user.isDisabled { try await metadata.endSessions(of: id, except: nil) }
        try await audit("user.change", "user/\(id)", Self.difference(before, user))
        try await changed()
        return user
    }

    /// `{"role": ["viewer", "admin"]}`
    private static func difference(_ before: UserRecord, _ after: UserRecord) -> JSONValue {
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ old: JSONValue, _ new: JSONValue) {
            if old != new { members.append(.init(name, [old, new])) }
        }
        add("name", .string(before.name), .string(after.name))
        add("role", .string(before.role.rawValue), .string(after.role.rawValue))
        add("disabled", .boolean(before.isDisabled), .boolean(after.isDisabled))
        return .object(members)
    }
}
