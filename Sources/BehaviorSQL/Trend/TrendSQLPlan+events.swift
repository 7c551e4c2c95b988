import Definitions
import SQL

extension TrendSQLPlan {
    /// The table's columns under names of our own; rows without user or time are no events.
    var events: Query {
        let user = Expression.cast(.named(table.user), .text)
        var items = [
            user.named(Names.user), table.time.milliseconds.named(Names.time),
            Expression.named(table.event).named(Names.event),
        ]
        for (place, property) in table.properties.enumerated() {
            items.append(property.value.named(Names.property(place)))
        }
        return Query(
            select: items, from: table.source.relation(as: "source_events"),
            where: .all([
                user.is(.notEqual, .value(.text(""))), .isNotNull(table.time.milliseconds),
            ]))
    }

    /// Each event once for every series that counts it, with the number that is measured.
    var matched: Query {
        get throws(BehaviorSQLError) {
            var counted: [Expression] = []
            var numbers: [Expression.Branch] = []
            for (index, series) in trend.series.enumerated() {
                let isSeries = Expression.equals(Names.series, index)
                var parts = [isSeries, try writer.condition(series.matcher)]
                if let name = series.measure.property {
                    let column = try writer.property(name).column
                    parts.append(.isNotNull(column))
                    numbers.append(.init(when: isSeries, then: .cast(column, .double)))
                }
                counted.append(.all(parts))
            }
            let number =
                numbers.isEmpty
                ? Expression.cast(.null, .double) : .choice(numbers, otherwise: nil)
            var items: [Query.Item] = [
                .plain(Names.user), .plain(Names.time), .plain(Names.series),
                number.named(Column.number),
            ]
            if case .property(let place) = split {
                items.append(Names.property(place).named(Names.splitValue))
            }
            return Query(
                select: items, from: .query("events_read"),
                joins: [
                    .cross(
                        .numbers(
                            0...(trend.series.count - 1), column: Names.series.name,
                            as: "series_numbers"))
                ],
                where: .all(try writer.parts(trend.scope.filters) + [.any(counted)]))
        }
    }

    /// Each event once for every segment that its user is counted in, with the user's attribute.
    var joined: Query {
        get throws(BehaviorSQLError) {
            var ids: [String] = []
            for choice in trend.segments {
                switch choice {
                case .members(let id), .others(let id): if !ids.contains(id) { ids.append(id) }
                case .all: break
                }
            }
            var joins: [Join] = []
            let own = Expression.member(Names.user.name, of: "events_matched")
            for (index, id) in ids.enumerated() {
                let name = "segment_\(index + 1)"
                joins.append(
                    .left(
                        .nested(try members(of: id), as: name),
                        on: .member("member_key", of: name).is(.equal, own)))
            }
            var items: [Query.Item] = [.all(of: "events_matched"), .plain(Column.segment)]
            if case .attribute(let attribute, let keys) = split {
                joins.append(attributeJoin(attribute, keys, own))
                items.append(.plain(Names.splitValue))
            }
            joins.append(
                .cross(
                    .numbers(
                        0...(trend.segments.count - 1), column: Column.segment.name,
                        as: "segment_numbers")))
            let choices = trend.segments.enumerated().map { index, choice in
                Expression.all([.equals(Column.segment, index)] + isMember(choice, ids))
            }
            return Query(
                select: items, from: .query("events_matched"), joins: joins, where: .any(choices))
        }
    }

    private func members(of id: String) throws(BehaviorSQLError) -> Query {
        guard let keys = segments[id] else { throw .unknown("segment", id) }
        return Query(
            distinct: true, select: [keys.key.named(.column("member_key"))],
            from: keys.source.relation(as: "source_segment"), where: .isNotNull(keys.key))
    }

    private func isMember(_ choice: SegmentChoice, _ ids: [String]) -> [Expression] {
        func key(_ id: String) -> Expression {
            .member("member_key", of: "segment_\((ids.firstIndex(of: id) ?? 0) + 1)")
        }
        return switch choice {
        case .all: []
        case .members(let id): [.isNotNull(key(id))]
        case .others(let id): [.isNull(key(id))]
        }
    }

    private func attributeJoin(
        _ attribute: EventTable.Property, _ keys: EventTable.KeyList, _ user: Expression
    ) -> Join {
        let users = Query(
            select: [
                keys.key.named(.column("attribute_user")),
                Expression.aggregate(.min, attribute.value).named(Names.splitValue),
            ], from: keys.source.relation(as: "source_users"), groupBy: [keys.key])
        return .left(
            .nested(users, as: "attributes"), on: user.is(.equal, .column("attribute_user")))
    }

    /// Each event once for every line whose range holds it, with its point.
    var placed: Query {
        let lines = lines
        let points = lines.enumerated().map { index, timeline in
            Expression.Branch(
                when: .equals(Column.line, index),
                then: Self.point(timeline, in: 0..<max(1, timeline.count)))
        }
        let ranges = lines.enumerated().map { index, timeline in
            Expression.all([
                .equals(Column.line, index),
                Names.time.is(.atLeast, .value(.integer(timeline.range.from))),
                Names.time.is(.less, .value(.integer(timeline.range.to))),
            ])
        }
        return Query(
            select: [
                .all(of: "events_joined"), .plain(Column.line),
                Expression.choice(points, otherwise: nil).named(Column.point),
            ], from: .query("events_joined"),
            joins: [
                .cross(
                    .numbers(0...(lines.count - 1), column: Column.line.name, as: "line_numbers"))
            ], where: .any(ranges))
    }

    /// The point of an event's time, found by halving: calendars differ between warehouses,
    /// comparisons do not.
    private static func point(_ timeline: TrendTimeline, in points: Range<Int>) -> Expression {
        guard points.count > 1 else {
            return .cast(.integer(Int64(points.lowerBound)), .integer)
        }
        let middle = points.lowerBound + points.count / 2
        return .when(
            Names.time.is(.less, .integer(timeline.start(of: middle))),
            then: point(timeline, in: points.lowerBound..<middle),
            otherwise: point(timeline, in: middle..<points.upperBound))
    }
}
