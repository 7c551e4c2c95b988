package import Definitions
package import SQL

/// A profile's counts as SQL, for warehouses that do the scanning themselves; what is made of the counts is
/// the same for every engine.
///
///     let sql = try ProfileSQL(profile, range: range, table: events, zone: zone)
///     let rows = …                       // run `sql.counts(of: "grade", series: 0, in: DuckDB())`
///     let counts = try sql.counts(from: rows, of: "grade")
///
/// `table` has the question's estimates among its users' attributes (`EstimateSQL`). Cost: none before it
/// runs; the warehouse groups the events of the range by user, once a statement.
package struct ProfileSQL: Sendable {
    private let profile: Profile
    private let range: ResolvedRange
    private let table: EventTable
    private let zone: Zone
    private let source: EventTable.KeyList?
    private let segments: [String: EventTable.KeyList]

    /// `source` gives the users whom the profile is of; `segments` the members of every segment that it
    /// names.
    package init(
        _ profile: Profile, range: ResolvedRange, table: EventTable, zone: Zone,
        source: EventTable.KeyList? = nil, segments: [String: EventTable.KeyList] = [:]
    ) {
        self.profile = profile
        self.range = range
        self.table = table
        self.zone = zone
        self.source = source
        self.segments = segments
    }

    private static let inSet = Expression.column("in_set")
    private static let value = Expression.column("attribute_value")

    /// The statement that counts the users of each value of an attribute: value, all, those of the set.
    package func counts(
        of name: String, series: Int, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        guard let users = table.users, let attribute = attribute(name) else {
            throw .unknown("user attribute", name)
        }
        let values = Query(
            select: [
                users.keys.key.named(.column("attribute_user")),
                Expression.aggregate(.min, attribute.value).named(Self.value),
            ], from: users.keys.source.relation(as: "source_users"), groupBy: [users.keys.key])
        return try tally(values, series, in: dialect)
    }

    /// The statement that counts the users of the set by a rule's value over `frame`.
    package func point(
        of estimate: Estimate, frame: EstimateFrame, series: Int, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        let query = try EstimateQuery(
            estimate: estimate, frame: frame, table: table, zone: zone
        ).query()
        let values = Query(
            select: [
                EstimateNames.user.named(.column("attribute_user")),
                EstimateNames.value.named(Self.value),
            ], from: .nested(query, as: "estimated"))
        return try tally(values, series, in: dialect)
    }

    private func tally(
        _ values: Query, _ series: Int, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        var query = Query(
            select: [
                .plain(Self.value), .plain(.aggregate(.count, Names.user)),
                .plain(.cast(.aggregate(.sum, Self.inSet), .integer)),
            ], from: .query("users_counted"),
            joins: [
                .left(
                    .nested(values, as: "attribute_values"),
                    on: Names.user.is(.equal, .column("attribute_user")))
            ], groupBy: [Self.value])
        query.with = [
            Query.Named("users_counted", try counted(series), comment: "find the set and all users")
        ]
        return try query.text(in: dialect)
    }

    /// Everyone with an event in the range, and who is in the set.
    private func counted(_ series: Int) throws(BehaviorSQLError) -> Query {
        let writer = FilterWriter(
            properties: table.properties, column: Names.property, event: Names.event, zone: zone)
        var conditions = try writer.parts(profile.scope.filters)
        if !profile.scope.userFilters.isEmpty {
            let asked = try table.restricted(to: profile.scope.userFilters, zone: zone)
            conditions.append(
                .memberOf(
                    Names.user,
                    Query(
                        distinct: true, select: [Names.user.named(.column("member_key"))],
                        from: .nested(asked.eventRows, as: "asked_events"))))
        }
        if let source { conditions.append(.memberOf(Names.user, Self.members(source))) }
        switch profile.scope.segments[series] {
        case .all: break
        case .members(let id): conditions.append(.memberOf(Names.user, try members(of: id)))
        case .others(let id): conditions.append(.notMemberOf(Names.user, try members(of: id)))
        }
        return Query(
            select: [
                .plain(Names.user),
                Expression.aggregate(.max, .flag(.all(conditions))).named(Self.inSet),
            ], from: .nested(table.eventRows, as: "events_read"),
            where: .all([
                Names.time.is(.atLeast, .value(.integer(range.from))),
                Names.time.is(.less, .value(.integer(range.to))),
            ]), groupBy: [Names.user])
    }

    private func members(of id: String) throws(BehaviorSQLError) -> Query {
        guard let keys = segments[id] else { throw .unknown("segment", id) }
        return Self.members(keys)
    }

    private static func members(_ keys: EventTable.KeyList) -> Query {
        Query(
            distinct: true, select: [keys.key.named(.column("member_key"))],
            from: keys.source.relation(as: "source_members"), where: .isNotNull(keys.key))
    }

    private func attribute(_ name: String) -> EventTable.Property? {
        table.users?.attributes.first { $0.name.isSameText(as: name) }
    }
}

extension ProfileSQL {
    package func type(of name: String) -> DatasetSchema.PropertyType? { attribute(name)?.type }

    /// What the rows of `counts(of:)` stand for.
    package func counts(
        from rows: [[SQLValue]], of name: String
    ) throws(BehaviorSQLError) -> ValueCounts {
        var entries: [ValueCounts.Entry] = []
        var none = (set: 0, all: 0)
        for row in rows {
            let (value, all, set) = try Self.read(row)
            guard let value else {
                none = (set, all)
                continue
            }
            entries.append(.init(value, set: set, all: all))
        }
        return ValueCounts(
            entries.sorted { Value.precedes($0.value, $1.value) }, noneInSet: none.set,
            noneInAll: none.all)
    }

    /// What the rows of `point(of:)` stand for.
    package func point(
        from rows: [[SQLValue]], _ layout: ProfileRows
    ) throws(BehaviorSQLError) -> ProfilePoint {
        var users = layout.keys.map { _ in 0 }
        var total = 0
        for row in rows {
            guard case (let value?, _, let set) = try Self.read(row) else { continue }
            total += set
            if let place = layout.row(of: value) { users[place] += set }
        }
        return ProfilePoint(users: users, total: total)
    }

    private static func read(
        _ row: [SQLValue]
    ) throws(BehaviorSQLError) -> (value: Value?, all: Int, set: Int) {
        guard row.count == 3, case .integer(let all) = row[1], case .integer(let set) = row[2]
        else {
            throw .unreadableAnswer("a row of a profile does not end with two whole numbers")
        }
        let value: Value? =
            switch row[0] {
            case .null: nil
            case .text(let text): .text(text)
            case .integer(let number): .integer(number)
            case .double(let number): .number(number)
            case .boolean(let flag): .boolean(flag)
            }
        return (value, Int(all), Int(set))
    }
}
