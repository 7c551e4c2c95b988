/// Who asks the server for something: a person with a role, or a program with scopes.
package struct Caller: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case person(Role)
        case program(Set<ClientScope>)
    }

    /// The store's number of the user or client.
    package let id: Int64
    /// Owner, author and actor of what the caller does: `mina`, `client/push-sender`.
    package let name: String
    package let kind: Kind
    /// Worked out once: every request asks for it.
    package let rights: Set<Right>

    package init(id: Int64, name: String, kind: Kind) {
        self.id = id
        self.name = name
        self.kind = kind
        rights =
            switch kind {
            case .person(let role): role.rights
            case .program(let scopes): scopes.reduce(into: []) { $0.formUnion($1.rights) }
            }
    }

    package func may(_ right: Right) -> Bool { rights.contains(right) }
}
