/// What a person is to the server: a set of rights, each role those of the one before and more.
///
///     Role.viewer.rights.contains(.seePeople)   // false
package enum Role: String, CaseIterable, Hashable, Sendable {
    case viewer, marketer, analyst, admin

    package var rights: Set<Right> {
        switch self {
        case .viewer: [.look]
        case .marketer:
            Role.viewer.rights.union([
                .seePeople, .checkMembership, .editSegments, .publish, .deliver, .editDashboards,
            ])
        case .analyst:
            Role.marketer.rights.union([.seePersonalData, .writeSQL, .export])
        case .admin: Set(Right.allCases)
        }
    }
}
