package import Definitions
package import Metadata

extension Language {
    package static let names = allCases.map(\.rawValue)
}

extension Caller {
    /// `{"kind": "program", "id": 3, "name": "client/push", "scopes": ["membership"], "rights": […]}`
    package var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        switch kind {
        case .person(let role):
            members = [
                .init("kind", "person"), .init("id", .integer(id)), .init("name", .string(name)),
                .init("role", .string(role.rawValue)),
            ]
        case .program(let scopes):
            members = [
                .init("kind", "program"), .init("id", .integer(id)), .init("name", .string(name)),
                .init("scopes", scopes.json),
            ]
        }
        let rights = Right.allCases.filter(may).map { JSONValue.string($0.rawValue) }
        return members + [.init("rights", .array(rights))]
    }
}

extension Set<ClientScope> {
    package var json: JSONValue { .array(map(\.rawValue).sorted().map { .string($0) }) }
}

extension AccessSession {
    /// The session after a change of its user.
    package init(_ user: UserRecord, of session: AccessSession) {
        self.init(
            id: session.id, caller: Caller(user), displayName: user.displayName,
            language: user.language, hasPassword: user.passwordHash != nil,
            createdAt: session.createdAt)
    }

    package func json(csrfToken: String?) -> JSONValue {
        var members = caller.members
        members += [
            .init("display_name", .string(displayName)),
            .init("language", language.map { .string($0.rawValue) } ?? .null),
            .init("has_password", .boolean(hasPassword)),
        ]
        if let csrfToken { members.append(.init("csrf_token", .string(csrfToken))) }
        return .object(members)
    }
}

extension SessionRecord {
    package func json(in zone: Zone, isCurrent: Bool) -> JSONValue {
        [
            "id": .integer(id), "agent": .string(agent),
            "created_at": .string(zone.text(createdAt)),
            "last_seen_at": .string(zone.text(lastSeenAt)),
            "expires_at": .string(zone.text(expiresAt)), "current": .boolean(isCurrent),
        ]
    }
}

extension UserRecord {
    /// Never the hash of the password.
    package func json(in zone: Zone) -> JSONValue {
        [
            "id": .integer(id), "name": .string(name), "display_name": .string(displayName),
            "role": .string(role.rawValue), "disabled": .boolean(isDisabled),
            "language": language.map { .string($0.rawValue) } ?? .null,
            "has_password": .boolean(passwordHash != nil),
            "external_id": externalID.map { .string($0) } ?? .null,
            "created_at": .string(zone.text(createdAt)),
        ]
    }
}

extension ServiceClientRecord {
    package func json(in zone: Zone, tokens: [ClientTokenRecord]) -> JSONValue {
        [
            "id": .integer(id), "name": .string(name), "scopes": scopes.json,
            "owner": .string(owner), "disabled": .boolean(isDisabled),
            "created_at": .string(zone.text(createdAt)),
            "tokens": .array(tokens.map { $0.json(in: zone) }),
        ]
    }
}

extension ClientTokenRecord {
    /// Never its fingerprint.
    package func json(in zone: Zone) -> JSONValue {
        func time(_ at: Int64?) -> JSONValue { at.map { .string(zone.text($0)) } ?? .null }
        return [
            "id": .integer(id), "created_at": time(createdAt), "expires_at": time(expiresAt),
            "revoked_at": time(revokedAt), "last_used_at": time(lastUsedAt),
        ]
    }
}

extension AuditRecord {
    package func json(in zone: Zone) -> JSONValue {
        [
            "id": .integer(id), "at": .string(zone.text(at)), "actor": .string(actor),
            "action": .string(action), "subject": .string(subject), "details": details,
        ]
    }
}
