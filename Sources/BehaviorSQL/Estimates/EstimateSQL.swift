package import Definitions
package import SQL

/// Attributes worked out by SQL: a table whose users have them beside those that are stored.
///
///     let table = try EstimateSQL(table: events, zone: zone)
///         .table(adding: [(estimate, frame)], in: DuckDB())
///
/// Cost: none before a statement that reads the users runs; then the warehouse groups the events that each
/// rule counts.
package struct EstimateSQL: Sendable {
    private let table: EventTable
    private let zone: Zone

    package init(table: EventTable, zone: Zone) {
        self.table = table
        self.zone = zone
    }

    /// The table with one more attribute for each rule.
    package func table(
        adding estimates: [(estimate: Estimate, frame: EstimateFrame)], in dialect: any Dialect
    ) throws(BehaviorSQLError) -> EventTable {
        guard !estimates.isEmpty else { return table }
        var attributes: [EventTable.Property] = []
        var items: [Query.Item] = [.plain(Names.user)]
        var joins: [Join] = []
        if let users = table.users {
            joins.append(.left(stored(users), on: Names.user.is(.equal, .column("stored_user"))))
            for (index, attribute) in users.attributes.enumerated() {
                let column = "stored_\(index + 1)"
                items.append(.plain(.column(column)))
                attributes.append(.init(attribute.name, attribute.type, column: column))
            }
        }
        for (index, (estimate, frame)) in estimates.enumerated() {
            let (relation, column) = ("estimated_\(index + 1)", "estimate_\(index + 1)")
            let value = Expression.member(EstimateNames.value.name, of: relation)
            let query = try EstimateQuery(
                estimate: estimate, frame: frame, table: table, zone: zone
            ).query()
            joins.append(
                .left(
                    .nested(query, as: relation),
                    on: Names.user.is(
                        .equal, .member(EstimateNames.user.name, of: relation))))
            items.append(
                .renamed(
                    estimate.isZeroWithoutEvents ? .coalesce(value, .integer(0)) : value, column))
            attributes.append(.init(estimate.name, type(of: estimate), column: column))
        }
        let everyone = Query(
            distinct: true, select: [.plain(Names.user)],
            from: .nested(table.eventRows, as: "events_read"))
        let users = Query(select: items, from: .nested(everyone, as: "all_users"), joins: joins)
        return table.with(
            users: .init(
                .init(.fragment(try users.text(in: dialect)), column: Names.user.name),
                attributes: attributes))
    }

    private func stored(_ users: EventTable.Users) -> Relation {
        var items = [users.keys.key.named(.column("stored_user"))]
        for (index, attribute) in users.attributes.enumerated() {
            items.append(.renamed(.aggregate(.min, attribute.value), "stored_\(index + 1)"))
        }
        return .nested(
            Query(
                select: items, from: users.keys.source.relation(as: "source_users"),
                groupBy: [users.keys.key]), as: "stored_users")
    }

    private func type(of estimate: Estimate) -> DatasetSchema.PropertyType {
        estimate.type(
            of: estimate.property.flatMap { name in
                table.properties.first { $0.name.isSameText(as: name) }?.type
            })
    }
}

extension EventTable {
    func with(users: Users) -> EventTable {
        EventTable(
            source: source, user: user, time: time, event: event, sequence: sequence,
            properties: properties, users: users, sessionGapMilliseconds: sessionGapMilliseconds)
    }
}

extension Query {
    func text(in dialect: any Dialect) throws(BehaviorSQLError) -> SQLText {
        do throws(SQLError) {
            return try dialect.text(of: self)
        } catch {
            throw .dialect(error)
        }
    }
}
