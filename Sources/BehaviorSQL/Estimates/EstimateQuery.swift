import Definitions
import SQL

/// One rule as a query: a row a user with his value, `estimate_user` and `estimate_value`.
struct EstimateQuery {
    let estimate: Estimate
    let frame: EstimateFrame
    let table: EventTable
    let zone: Zone

    /// Users without a value are absent.
    func query() throws(BehaviorSQLError) -> Query {
        switch estimate.rule {
        case .count: return try totals(.aggregate(.count, Names.user))
        case .sum:
            return try totals(
                .cast(.aggregate(.sum, EstimateNames.input), isWhole ? .integer : .double))
        case .average: return try totals(.aggregate(.average, EstimateNames.input))
        case .daysActive: return try totals(.aggregate(.countDistinct, day))
        case .daysSinceLast: return try totals(sinceLast)
        case .mostFrequent, .mostUsedHour: return try mostFrequent()
        case .first: return try edge(isFirst: true)
        case .last: return try edge(isFirst: false)
        case .rfm(let score, _): return try scores(score)
        }
    }

    /// The property's place in the table and its type.
    private var property: Int? {
        estimate.property.flatMap { name in
            table.properties.firstIndex { $0.name.isSameText(as: name) }
        }
    }

    private var isWhole: Bool { property.map { table.properties[$0].type == .integer } ?? false }

    /// The events that count, with the value that the rule reads.
    private func events() throws(BehaviorSQLError) -> Query {
        if let name = estimate.property, property == nil { throw .unknown("property", name) }
        let writer = FilterWriter(
            properties: table.properties, column: Names.property, event: Names.event, zone: zone)
        let input = property.map { Names.property($0) } ?? .integer(0)
        var conditions = [
            Names.time.is(.atLeast, .value(.integer(frame.range.from))),
            Names.time.is(.less, .value(.integer(frame.range.to))),
        ]
        if let matcher = estimate.matcher { conditions.append(try writer.condition(matcher)) }
        if estimate.needsValue { conditions.append(.isNotNull(input)) }
        var items: [Query.Item] = [.plain(Names.user), .plain(Names.time)]
        if table.sequence != nil { items.append(.plain(Names.sequence)) }
        let value = estimate.rule == .mostUsedHour ? hour : input
        items.append(value.named(EstimateNames.input))
        return Query(
            select: items, from: .nested(table.eventRows, as: "events_read"),
            where: .all(conditions))
    }

    private func totals(_ value: Expression) throws(BehaviorSQLError) -> Query {
        Query(
            select: [Names.user.named(EstimateNames.user), value.named(EstimateNames.value)],
            from: .nested(try events(), as: "estimate_events"), groupBy: [Names.user])
    }

    private var sinceLast: Expression {
        .value(.integer(frame.lastDay)) - .aggregate(.max, day)
    }

    private func mostFrequent() throws(BehaviorSQLError) -> Query {
        let counts = Query(
            select: [
                .plain(Names.user), .plain(EstimateNames.input),
                Expression.aggregate(.count, Names.user).named(EstimateNames.count),
            ], from: .nested(try events(), as: "estimate_events"),
            groupBy: [Names.user, EstimateNames.input])
        return best(
            of: counts,
            order: [.descending(EstimateNames.count), .ascending(EstimateNames.input)])
    }

    private func edge(isFirst: Bool) throws(BehaviorSQLError) -> Query {
        let moment = [Names.time] + (table.sequence == nil ? [] : [Names.sequence])
        return best(
            of: try events(),
            order: moment.map { isFirst ? .ascending($0) : .descending($0) }
                + [.ascending(EstimateNames.input)])
    }

    /// The first row of each user in an order.
    private func best(of rows: Query, order: [Order]) -> Query {
        let place = Expression.window(.rowNumber, Window(partition: [Names.user], order: order))
        let placed = Query(
            select: [
                .plain(Names.user), .plain(EstimateNames.input), place.named(EstimateNames.place),
            ], from: .nested(rows, as: "estimate_rows"))
        return Query(
            select: [
                Names.user.named(EstimateNames.user),
                EstimateNames.input.named(EstimateNames.value),
            ], from: .nested(placed, as: "estimate_places"),
            where: EstimateNames.place.is(.equal, .integer(1)))
    }
}

extension EstimateQuery {
    private static let day: Int64 = 86_400_000
    /// Days that are added before dividing, so that nothing is negative.
    private static let shift: Int64 = 1_000_000

    /// The wall clock of an event, as many days later as keeps it positive.
    private var local: Expression {
        let pieces = frame.clock.pieces
        var offset = Expression.integer(pieces[0].offset)
        if pieces.count > 1 {
            let branches = pieces.indices.dropLast().map { index in
                Expression.Branch(
                    when: Names.time.is(.less, .integer(pieces[index + 1].from)),
                    then: .integer(pieces[index].offset))
            }
            offset = .choice(branches, otherwise: .integer(pieces[pieces.count - 1].offset))
        }
        return Names.time + offset + .integer(Self.shift * Self.day)
    }

    private var shiftedDay: Expression { .call(.quotient, [local, .integer(Self.day)]) }

    /// Days since 1970-01-01.
    private var day: Expression { shiftedDay - .integer(Self.shift) }

    private var hour: Expression {
        .call(
            .quotient, [local - shiftedDay * .integer(Self.day), .integer(3_600_000)])
    }

    /// Scores of 1 to 5, by how many users are strictly worse.
    private func scores(_ score: Estimate.Score) throws(BehaviorSQLError) -> Query {
        let sum = Expression.coalesce(
            .aggregate(.sum, EstimateNames.input), .integer(0))
        let sums = Query(
            select: [
                .plain(Names.user), sinceLast.named(EstimateNames.recency),
                Expression.aggregate(.count, Names.user).named(EstimateNames.frequency),
                sum.named(EstimateNames.monetary),
            ], from: .nested(try events(), as: "estimate_events"), groupBy: [Names.user])
        func points(_ order: Order) -> Expression {
            let worse =
                Expression.window(.rank, Window(partition: [], order: [order])) - .integer(1)
            let count = Expression.window(
                .aggregate(.count, Names.user), Window(partition: []))
            return .integer(1) + .call(.quotient, [.integer(5) * worse, count])
        }
        let recency = points(.descending(EstimateNames.recency))
        let frequency = points(.ascending(EstimateNames.frequency))
        let monetary = points(.ascending(EstimateNames.monetary))
        let value: Expression =
            switch score {
            case .recency: recency
            case .frequency: frequency
            case .monetary: monetary
            case .combined:
                .call(
                    .concatenate,
                    [recency, frequency, monetary].map { .cast($0, .text) })
            }
        return Query(
            select: [Names.user.named(EstimateNames.user), value.named(EstimateNames.value)],
            from: .nested(sums, as: "estimate_sums"))
    }
}

extension EventTable {
    /// The table's columns under names of our own; rows without user or time are no events.
    var eventRows: Query {
        let key = Expression.cast(.named(user), .text)
        var items = [
            key.named(Names.user), time.milliseconds.named(Names.time),
            Expression.named(event).named(Names.event),
        ]
        if let sequence {
            // No sequence number comes before all others.
            let number = Expression.coalesce(.named(sequence), .value(.integer(.min)))
            items.append(number.named(Names.sequence))
        }
        for (place, property) in properties.enumerated() {
            items.append(property.value.named(Names.property(place)))
        }
        return Query(
            select: items, from: source.relation(as: "source_events"),
            where: .all([
                key.is(.notEqual, .value(.text(""))), .isNotNull(time.milliseconds),
            ]))
    }
}
