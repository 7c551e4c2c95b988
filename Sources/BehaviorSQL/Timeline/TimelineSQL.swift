package import Definitions
package import SQL

/// One user's events as SQL, with the number of each one's session.
///
///     let sql = TimelineSQL(timeline, range: range, table: events, zone: zone)
///     let events = try sql.events(from: rows)     // those of `sql.events(in: DuckDB())`
///
/// Cost: none before it runs; the warehouse reads the table for the user's events and sorts those.
package struct TimelineSQL: Sendable {
    private let timeline: UserTimeline
    private let range: ResolvedRange?
    private let table: EventTable
    private let zone: Zone

    package init(
        _ timeline: UserTimeline, range: ResolvedRange?, table: EventTable, zone: Zone
    ) {
        self.timeline = timeline
        self.range = range
        self.table = table
        self.zone = zone
    }

    private static let gap = Expression.column("gap_before")

    /// The statement that lists the events in their order.
    package func events(in dialect: any Dialect) throws(BehaviorSQLError) -> SQLText {
        let writer = FilterWriter(
            properties: table.properties, column: Names.property, event: Names.event, zone: zone)
        var conditions = try writer.parts(timeline.scope.filters)
        if let range {
            conditions.append(Names.time.is(.atLeast, .value(.integer(range.from))))
            conditions.append(Names.time.is(.less, .value(.integer(range.to))))
        }
        let order = [Names.time, table.sequence == nil ? Names.event : Names.sequence]
        var query = Query(
            select: [.plain(Names.time), .plain(Names.event), .plain(Names.session)]
                + table.properties.indices.map { .plain(Names.property($0)) },
            from: .query("events_in_sessions"), where: .all(conditions),
            orderBy: order.map { .ascending($0) })
        query.with = [
            Query.Named("events_read", own, comment: "read the user's events"),
            Query.Named("events_spaced", spaced, comment: "number the sessions"),
            Query.Named("events_in_sessions", inSessions),
        ]
        return try query.text(in: dialect)
    }

    private var own: Query {
        Query(
            select: [.everything], from: .nested(table.eventRows, as: "events_of_all"),
            where: Names.user.is(.equal, .value(.text(timeline.user))))
    }

    private var spaced: Query {
        let before = Expression.window(
            .lag(Names.time), Window(partition: [], order: [.ascending(Names.time)]))
        return Query(
            select: [.everything, (Names.time - before).named(Self.gap)],
            from: .query("events_read"))
    }

    private var inSessions: Query {
        let isLate = Self.gap.is(.greater, .value(.integer(table.sessionGapMilliseconds)))
        let session = Expression.window(
            .aggregate(.count, .when(isLate, then: .integer(1))),
            Window(partition: [], order: [.ascending(Names.time)], frame: .untilPeers))
        return Query(
            select: [.everything, (session + .integer(1)).named(Names.session)],
            from: .query("events_spaced"))
    }

    /// The events that the rows of the statement stand for.
    package func events(from rows: [[SQLValue]]) throws(BehaviorSQLError) -> [TimelineEvent] {
        var events: [TimelineEvent] = []
        for row in rows {
            guard row.count == 3 + table.properties.count, case .integer(let time) = row[0],
                case .text(let event) = row[1], case .integer(let session) = row[2]
            else { throw .unreadableAnswer("a row of a timeline does not start as it should") }
            let properties = zip(table.properties, row.dropFirst(3)).compactMap { property, value in
                self.value(value, property.type).map {
                    TimelineEvent.Property(property.name, $0)
                }
            }
            events.append(
                TimelineEvent(
                    time: time, event: event, session: Int(session), properties: properties))
        }
        return events
    }

    private func value(_ value: SQLValue, _ type: DatasetSchema.PropertyType) -> Value? {
        switch value {
        case .null: nil
        case .text(let text): .text(text)
        case .integer(let number): type == .time ? .text(zone.text(number)) : .integer(number)
        case .double(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        }
    }
}
