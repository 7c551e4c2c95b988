package import Definitions
package import SQL

/// Several groups on one table and one key as one statement, so that the table is read once for all.
///
///     let scan = try SharedScanSQL([(first, nil), (second, range)], tables: tables, zone: zone)
///     // segment_key | group_1 | group_2: 1 where the key is one of the group's, else 0
///
/// Cost: one pass; a column a group. Statements of some hundred groups are still quick to plan.
package struct SharedScanSQL: Sendable {
    /// Whether two groups can share a pass. "Zero times" cannot: those without rows are not in the table.
    package static func shares(_ one: ResolvedGroup, _ other: ResolvedGroup) -> Bool {
        one.table.name == other.table.name && one.keyColumn == other.keyColumn
            && !one.group.acceptsNoRows && !other.group.acceptsNoRows
    }

    private let groups: [GroupRows]
    private let zone: Zone
    private let ranges: [ResolvedRange?]

    /// `groups` are at least one, and each shares with the first.
    package init(
        _ groups: [(group: ResolvedGroup, range: ResolvedRange?)], tables: SegmentTables,
        zone: Zone
    ) throws(SegmentSQLError) {
        precondition(
            !groups.isEmpty && groups.allSatisfy { Self.shares(groups[0].group, $0.group) },
            "groups share a pass over one table and one key")
        var rows: [GroupRows] = []
        for (group, range) in groups {
            rows.append(try GroupRows(group, range: range, tables: tables, zone: zone))
        }
        self.groups = rows
        self.zone = zone
        ranges = groups.map(\.range)
    }

    /// One row for each key of any group: `segment_key`, then a column for each group in their order.
    package var query: Query {
        let flags = groups.indices.map { Names.group($0) }
        return Query(
            select: [.plain(Names.key)] + flags.map { .plain($0) },
            from: .nested(keys, as: "shared_keys"),
            where: .any(flags.map { $0.is(.equal, .integer(1)) }))
    }

    /// Every key, and whether it is one of each group's.
    private var keys: Query {
        var items: [Query.Item] = [.plain(Names.key)]
        for (index, group) in groups.enumerated() {
            let passes = Names.passes(index)
            guard !group.having.isEmpty else {
                items.append(Expression.aggregate(.max, passes).named(Names.group(index)))
                continue
            }
            var conditions = [
                Expression.aggregate(.max, passes).is(.equal, .integer(1))
            ]
            for (condition, value) in zip(group.having, group.measured) {
                let shared = measures.firstIndex(of: value).map(Names.measured) ?? .integer(1)
                conditions.append(
                    condition.holds(of: .when(passes.is(.equal, .integer(1)), then: shared)))
            }
            items.append(Expression.flag(.all(conditions)).named(Names.group(index)))
        }
        return Query(select: items, from: .nested(rows, as: "shared_rows"), groupBy: [Names.key])
    }

    /// What conditions measure of the rows, each once.
    private var measures: [Expression] {
        var found: [Expression] = []
        for value in groups.flatMap(\.measured) where value != .integer(1) && !found.contains(value)
        {
            found.append(value)
        }
        return found
    }

    /// Every row, and which groups it passes.
    private var rows: Query {
        let first = groups[0]
        var items = [first.key.named(Names.key)]
        for (index, group) in groups.enumerated() {
            items.append(
                Expression.flag(.all(group.range + group.filters)).named(Names.passes(index)))
        }
        for (index, value) in measures.enumerated() {
            items.append(value.named(Names.measured(index)))
        }
        return Query(
            select: items, from: first.relation, where: .all([first.hasKey] + wholeRange))
    }

    /// What no group's range reaches is not read.
    private var wholeRange: [Expression] {
        let known = ranges.compactMap(\.self)
        guard known.count == ranges.count, let from = known.map(\.from).min(),
            let to = known.map(\.to).max(), let column = groups[0].group.table.roles[.time]
        else { return [] }
        let table = groups[0].table
        let time = table.milliseconds(column)
        let bounds = table.isLocal(column) ? [zone.local(from), zone.local(to)] : [from, to]
        return [
            time.is(.atLeast, .value(.integer(bounds[0]))),
            time.is(.less, .value(.integer(bounds[1]))),
        ]
    }
}
