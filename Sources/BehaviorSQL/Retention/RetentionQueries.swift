import Definitions
import SQL

/// The named queries of one series' statement, each reading from those before.
struct RetentionQueries {
    let sql: RetentionSQL
    private(set) var named: [Query.Named] = []
    /// The query that holds the members of the cohorts.
    var members = "members"

    private typealias Own = RetentionNames

    init(_ sql: RetentionSQL, series: Int) throws(BehaviorSQLError) {
        self.sql = sql
        try addEvents(series)
        addPeriods()
        switch sql.retention.view {
        case .retention:
            addMembers()
            try addSplit()
            addReturns()
            addMatrix()
        case .stickiness: addPeriodCounts()
        case .lifecycle: addNeighbours()
        }
    }

    var layout: RetentionLayout { sql.layout }
    var retention: Retention { sql.retention }

    mutating func add(_ name: String, _ comment: String, _ query: Query) {
        named.append(Query.Named(name, query, comment: comment))
    }

    /// The starts and returns of the series' users.
    private mutating func addEvents(_ series: Int) throws(BehaviorSQLError) {
        let table = sql.table
        let user = Expression.cast(.named(table.user), .text)
        var items = [
            user.named(Names.user), table.time.milliseconds.named(Names.time),
            Expression.named(table.event).named(Names.event),
        ]
        for (place, property) in table.properties.enumerated() where uses(property) {
            items.append(property.value.named(Names.property(place)))
        }
        add(
            "events_read", "read the events",
            Query(
                select: items, from: table.source.relation(as: "source_events"),
                where: .all([
                    user.is(.notEqual, .value(.text(""))), .isNotNull(table.time.milliseconds),
                ])))
        let writer = FilterWriter(
            properties: table.properties, column: Names.property, event: Names.event,
            zone: sql.zone)
        let start = try writer.condition(retention.startEvent)
        let comeback = try writer.condition(retention.returnEvent)
        let extras = try numbers(writer)
        add(
            "activity", "keep the starts and the returns",
            Query(
                select: [
                    .plain(Names.user), .plain(Names.time),
                    Expression.flag(start).named(Own.isStart),
                    Expression.flag(comeback).named(Own.isReturn),
                ] + extras, from: .query("events_read"),
                where: .all(
                    try writer.parts(retention.scope.filters) + membership(series)
                        + [.any([start, comeback])])))
    }

    /// The measured number, and the value that splits the cohorts.
    private func numbers(_ writer: FilterWriter) throws(BehaviorSQLError) -> [Query.Item] {
        var items: [Query.Item] = []
        if let measure = retention.measure {
            let column = try writer.property(measure.property).column
            items.append(Expression.cast(column, .double).named(Own.measured))
        }
        if case .property(let name) = retention.breakdown?.subject {
            items.append(try writer.property(name).column.named(Names.splitValue))
        }
        return items
    }

    private func uses(_ property: EventTable.Property) -> Bool {
        if property.name == retention.measure?.property { return true }
        if case .property(property.name) = retention.breakdown?.subject { return true }
        let matchers = [retention.startEvent, retention.returnEvent]
        let filters =
            retention.scope.filters + matchers.flatMap { $0.conditions.flatMap(\.filters) }
        return filters.contains { $0.properties.contains(property.name) }
    }

    private func membership(_ series: Int) throws(BehaviorSQLError) -> [Expression] {
        switch retention.scope.segments[series] {
        case .all: []
        case .members(let id): [.memberOf(Names.user, try members(of: id))]
        case .others(let id): [.notMemberOf(Names.user, try members(of: id))]
        }
    }

    private func members(of id: String) throws(BehaviorSQLError) -> Query {
        guard let keys = sql.segments[id] else { throw .unknown("segment", id) }
        return Query(
            distinct: true, select: [keys.key.named(Names.user)],
            from: keys.source.relation(as: "source_segment"), where: .isNotNull(keys.key))
    }

    /// The calendar's periods as rows; their instants are worked out here, not in the warehouse.
    ///
    /// Numbers and choices in two levels: warehouses plan a thousand alternatives in a row slowly.
    private mutating func addPeriods() {
        let count = layout.calendar.count
        let size = 64
        let number = Own.low + Own.high * .integer(Int64(size))
        func instants(_ shift: Int) -> Expression {
            choice(of: Own.high, 0...((count - 1) / size)) { high in
                let indexes = (high * size)..<min(count, (high + 1) * size)
                return choice(of: Own.low, 0...(indexes.count - 1)) { low in
                    .integer(layout.calendar.starts[indexes.lowerBound + low + shift])
                }
            }
        }
        named.append(
            Query.Named(
                "periods",
                Query(
                    select: [
                        number.named(Own.period), instants(0).named(Own.opens),
                        instants(1).named(Own.closes),
                    ], from: .numbers(0...(size - 1), column: Own.low.name, as: "low_numbers"),
                    joins: [
                        .cross(
                            .numbers(
                                0...((count - 1) / size), column: Own.high.name,
                                as: "high_numbers"))
                    ], where: number.is(.less, .integer(Int64(count)))),
                comment: "list the periods", materialized: true))
    }

    private func choice(
        of number: Expression, _ values: ClosedRange<Int>, _ result: (Int) -> Expression
    ) -> Expression {
        .choice(
            values.map { value in
                .init(when: number.is(.equal, .integer(Int64(value))), then: result(value))
            }, otherwise: nil)
    }

    private func isInside(_ time: Expression) -> Expression {
        .all([time.is(.atLeast, Own.opens), time.is(.less, Own.closes)])
    }

    private func isInRange(_ time: Expression) -> [Expression] {
        [
            time.is(.atLeast, .integer(layout.range.from)),
            time.is(.less, .integer(layout.range.to)),
        ]
    }

    private func isOne(_ flag: Expression) -> Expression { flag.is(.equal, .integer(1)) }

    /// Each cohort's users with their start.
    private mutating func addMembers() {
        let earliest = Expression.aggregate(.min, Names.time).named(Own.start)
        guard retention.startKind != .recurring else {
            add(
                "members", "find the start of every period",
                Query(
                    select: [
                        .plain(Names.user), Own.period.named(Own.cohort), earliest,
                    ], from: .query("activity"),
                    joins: [.inner(.query("periods"), on: isInside(Names.time))],
                    where: .all([isOne(Own.isStart)] + isInRange(Names.time)),
                    groupBy: [Names.user, Own.period]))
            return
        }
        let isEver = retention.startKind == .firstEver
        add(
            "starts", "find each user's first start",
            Query(
                select: [.plain(Names.user), earliest], from: .query("activity"),
                where: .all([isOne(Own.isStart)] + (isEver ? [] : isInRange(Names.time))),
                groupBy: [Names.user]))
        add(
            "members", "find the period of the start",
            Query(
                select: [
                    .plain(Names.user), Own.period.named(Own.cohort), .plain(Own.start),
                ], from: .query("starts"),
                joins: [.inner(.query("periods"), on: isInside(Own.start))],
                where: .all(isInRange(Own.start))))
    }

    private mutating func addReturns() {
        let afterAll = Expression.integer(Int64(layout.calendar.count))
        let items =
            [
                Names.user.named(Own.returnUser), Names.time.named(Own.returnTime),
            ] + (retention.measure == nil ? [] : [Own.measured.named(Own.returned)])
        let number = Expression.coalesce(Own.period, afterAll).named(Own.returnPeriod)
        add(
            "returns", "number the returns by period",
            Query(
                select: retention.isCalendar ? items + [number] : items, from: .query("activity"),
                joins: retention.isCalendar
                    ? [.left(.query("periods"), on: isInside(Names.time))] : [],
                where: isOne(Own.isReturn)))
    }

    /// One row a member, with a flag a column.
    private mutating func addMatrix() {
        let columns = 0..<retention.columns.count
        var items = columns.map { column in
            Expression.aggregate(.max, .flag(isActive(column))).named(Own.isActive(column))
        }
        if retention.measure != nil {
            for column in columns {
                let number = Expression.when(isActive(column), then: Own.returned)
                items.append(Expression.aggregate(.sum, number).named(Own.sum(column)))
                items.append(Expression.aggregate(.count, number).named(Own.count(column)))
            }
        }
        let group = [Names.user, Own.cohort] + splitColumns
        add(
            "matrix", "find the columns in which each member is active",
            Query(
                select: group.map { .plain($0) } + items, from: .query(members),
                joins: [
                    .left(
                        .query("returns"),
                        on: .all([
                            Own.returnUser.is(.equal, Names.user),
                            Own.returnTime.is(.atLeast, Own.start),
                        ]))
                ], groupBy: group))
    }

    private func isActive(_ column: Int) -> Expression {
        let periods = retention.columns.periods(column)
        let length = retention.isCalendar ? 1 : retention.period.rollingMilliseconds ?? 1
        let distance =
            retention.isCalendar
            ? Own.returnPeriod - Own.cohort : Own.returnTime - Own.start
        let lower = distance.is(.atLeast, .integer(Int64(periods.lowerBound) * length))
        if case .onOrAfter = retention.columns { return lower }
        let end = Expression.integer(Int64(periods.upperBound + 1) * length)
        return .all([lower, distance.is(.less, end)])
    }

    private mutating func addPeriodCounts() {
        add(
            "user_periods", "find the periods of each user",
            Query(
                distinct: true, select: [.plain(Names.user), .plain(Own.period)],
                from: .query("activity"),
                joins: [.inner(.query("periods"), on: isInside(Names.time))],
                where: .all([isOne(Own.isReturn)] + isInRange(Names.time))))
        add(
            "user_counts", "count them",
            Query(
                select: [
                    .plain(Names.user),
                    Expression.aggregate(.count, Own.period).named(Own.periodCount),
                ], from: .query("user_periods"), groupBy: [Names.user]))
    }

    /// Each user's active periods with the active ones before and after.
    private mutating func addNeighbours() {
        let isEarly = Names.time.is(.less, .integer(layout.calendar.starts[0]))
        let outside = Expression.when(
            isEarly, then: .integer(-1), otherwise: .integer(Int64(layout.calendar.count)))
        add(
            "user_periods", "find the periods of each user",
            Query(
                distinct: true,
                select: [
                    .plain(Names.user),
                    Expression.coalesce(Own.period, outside).named(Own.active),
                ], from: .query("activity"),
                joins: [.left(.query("periods"), on: isInside(Names.time))],
                where: isOne(Own.isReturn)))
        func neighbour(_ order: Order) -> Expression {
            .window(.lag(Own.active), Window(partition: [Names.user], order: [order]))
        }
        add(
            "neighbours", "find the active periods before and after",
            Query(
                select: [
                    .plain(Names.user), .plain(Own.active),
                    neighbour(.ascending(Own.active)).named(Own.before),
                    neighbour(.descending(Own.active)).named(Own.after),
                ], from: .query("user_periods")))
    }
}
