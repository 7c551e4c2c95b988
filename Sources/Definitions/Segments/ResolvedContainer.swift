/// A container with every name looked up: which groups meet on which key, and how the other keys
/// reach users.
///
///     let container = try GroupContainer([…]).resolved(in: catalogue, at: "/containers/0")
///     for join in container.joins { … }
package struct ResolvedContainer: Hashable, Sendable {
    package let subtracts: Bool
    /// In the order of the definition.
    package let groups: [ResolvedGroup]
    /// The groups that meet on another key than the user's, by key, in the order in which the keys
    /// first come.
    package let joins: [JoinPlan]

    /// The groups on the user key.
    package var userGroups: [ResolvedGroup] { groups.filter { $0.key == nil } }
}

/// A group with its table.
package struct ResolvedGroup: Hashable, Sendable {
    package let group: SegmentGroup
    package let table: CatalogueTable
    /// The name of the key that the group gives; nil: the user key.
    package let key: String?
    /// The column of the table with that key.
    package let keyColumn: String
    /// Where the group stands, from 0; for messages and names.
    package let place: GroupPlace
}

extension ResolvedGroup {
    /// All who have a row in a table with a user key.
    package init(everyoneIn table: CatalogueTable) {
        self.init(
            group: SegmentGroup(dataset: table.name), table: table, key: nil,
            keyColumn: table.userKey ?? "", place: GroupPlace(container: 0, group: 0))
    }
}

/// The place of a group in a definition.
package struct GroupPlace: Hashable, Sendable {
    package let container: Int
    package let group: Int

    package init(container: Int, group: Int) {
        self.container = container
        self.group = group
    }

    /// `/containers/0/groups/1`
    package var pointer: String { "/containers/\(container)/groups/\(group)" }
}

/// How the groups of a container that share a key other than the user's give users.
///
/// A value of the key that every included group gives, and no excluded one, is mapped to users
/// through all rows of the mapping table. Without an included group, every user of a value that an
/// excluded group gives is taken away from the container.
package struct JoinPlan: Hashable, Sendable {
    package let key: String
    /// The table with both keys.
    package let mapping: CatalogueTable
    /// The mapping table's column with the key.
    package let keyColumn: String
    /// The mapping table's column with the user.
    package let userColumn: String
    package let groups: [ResolvedGroup]

    package var included: [ResolvedGroup] { groups.filter { !$0.group.isExcluded } }
    package var excluded: [ResolvedGroup] { groups.filter(\.group.isExcluded) }
}

extension SegmentDefinition {
    /// The containers with every name looked up; empty for the other kinds of segment.
    ///
    /// Throws what `validate(against:)` throws of tables and keys.
    package func resolved(in catalogue: Catalogue) throws(DefinitionError) -> [ResolvedContainer] {
        guard case .containers(let containers) = self else { return [] }
        var resolved: [ResolvedContainer] = []
        for (index, container) in containers.enumerated() {
            resolved.append(try container.resolved(in: catalogue, container: index))
        }
        return resolved
    }
}

extension GroupContainer {
    /// The container with every name looked up; `index`: its place in the definition.
    package func resolved(
        in catalogue: Catalogue, container index: Int = 0
    ) throws(DefinitionError) -> ResolvedContainer {
        var resolved: [ResolvedGroup] = []
        for (position, group) in groups.enumerated() {
            let place = GroupPlace(container: index, group: position)
            resolved.append(try group.resolved(in: catalogue, at: place))
        }
        var keys: [String] = []
        for key in resolved.compactMap(\.key) where !keys.contains(key) { keys.append(key) }
        var joins: [JoinPlan] = []
        for key in keys {
            joins.append(
                try JoinPlan(key, of: resolved.filter { $0.key == key }, in: catalogue))
        }
        return ResolvedContainer(subtracts: subtracts, groups: resolved, joins: joins)
    }
}

extension SegmentGroup {
    /// The group with its table and the column of its key.
    package func resolved(
        in catalogue: Catalogue, at place: GroupPlace
    ) throws(DefinitionError) -> ResolvedGroup {
        guard let table = catalogue.table(dataset) else {
            throw .unknownName(
                dataset, kind: "dataset", at: place.pointer + "/dataset",
                known: catalogue.tables.map(\.name))
        }
        return ResolvedGroup(
            group: self, table: table, key: join?.key,
            keyColumn: try keyColumn(of: table, at: place), place: place)
    }

    private func keyColumn(
        of table: CatalogueTable, at place: GroupPlace
    ) throws(DefinitionError) -> String {
        if let join {
            if let column = table.keys[join.key] { return column }
            throw .unknownName(
                join.key, kind: "key of \(table.name)", at: place.pointer + "/join/key",
                known: table.keys.keys.sorted())
        }
        if let column = table.userKey { return column }
        let keys = table.keys.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
        throw DefinitionError(
            .contradiction, at: place.pointer + "/dataset",
            "\(table.name) has no user key; "
                + (keys.isEmpty ? "register one." : "give 'join' one of its keys \(keys)."))
    }
}
