import Definitions
import SQL

/// The queries of a flow, each named after what its rows are; every one reads those before.
struct FlowQueries {
    let flow: Flow
    let subject: FlowSubject
    let range: ResolvedRange?
    let table: EventTable

    init(_ flow: Flow, subject: FlowSubject, range: ResolvedRange?, table: EventTable) {
        self.flow = flow
        self.subject = subject
        self.range = range
        self.table = table
    }

    private var order: [Order] {
        let sequence = table.sequence == nil ? [] : [Order.ascending(Names.sequence)]
        let last = [Names.event, FlowNames.value].map { Order.ascending($0) }
        return [.ascending(Names.time)] + sequence + last
    }

    /// A user's events that can be steps, with sessions, labels and places.
    func events(
        zone: Zone, segment: SegmentChoice, _ segments: [String: EventTable.KeyList]
    ) throws(BehaviorSQLError) -> [Query.Named] {
        let writer = FilterWriter(
            properties: table.properties, column: Names.property, event: Names.event, zone: zone)
        var value = Names.event
        if let property = subject.property { value = try writer.property(property).column }
        let conditions =
            try writer.parts(flow.scope.filters + subject.filters)
            + membership(of: segment, segments)
        let isInRange = range.map { range in
            Expression.all([
                Names.time.is(.atLeast, .value(.integer(range.from))),
                Names.time.is(.less, .value(.integer(range.to))),
            ])
        }
        let labelled = Query(
            select: [
                .everything, value.named(FlowNames.value), label(of: value).named(FlowNames.label),
                Expression.flag(isInRange ?? .all([])).named(Names.inRange),
            ], from: .query("events_in_sessions"), where: .all(conditions))
        let hidden = flow.hidden.map { Expression.value(.text($0)) }
        let placed = Query(
            select: [
                .everything,
                Expression.window(.rowNumber, Window(partition: [Names.user], order: order))
                    .named(FlowNames.place),
            ], from: .query("events_labelled"),
            where: .all(
                [.isNotNull(FlowNames.label)]
                    + (hidden.isEmpty ? [] : [.noneOf(FlowNames.label, hidden)])))
        return sessions() + [
            .init("events_labelled", labelled, comment: "name the steps"),
            .init("events_placed", placed, comment: "put each user's steps in order"),
        ]
    }

    private func sessions() -> [Query.Named] {
        let user = Expression.cast(.named(table.user), .text)
        var items = [
            user.named(Names.user), table.time.milliseconds.named(Names.time),
            Expression.named(table.event).named(Names.event),
        ]
        if let sequence = table.sequence {
            // No sequence number comes before all others.
            let number = Expression.coalesce(.named(sequence), .value(.integer(.min)))
            items.append(number.named(Names.sequence))
        }
        let used = Set(
            (flow.scope.filters + subject.filters).flatMap(\.properties)
                + [subject.property].compactMap(\.self))
        for (place, property) in table.properties.enumerated() where used.contains(property.name) {
            items.append(property.value.named(Names.property(place)))
        }
        let byTime = [Order.ascending(Names.time)]
        let gap = Expression.column("gap_before")
        let before = Expression.window(
            .lag(Names.time), Window(partition: [Names.user], order: byTime))
        let longGap = Expression.when(
            gap.is(.greater, .value(.integer(table.sessionGapMilliseconds))), then: .integer(1))
        let session = Expression.window(
            .aggregate(.count, longGap),
            Window(partition: [Names.user], order: byTime, frame: .untilPeers))
        return [
            .init(
                "events_read",
                Query(
                    select: items, from: table.source.relation(as: "source_events"),
                    where: .all([
                        user.is(.notEqual, .value(.text(""))), .isNotNull(table.time.milliseconds),
                    ])), comment: "read the events"),
            .init(
                "events_spaced",
                Query(
                    select: [.everything, (Names.time - before).named(gap)],
                    from: .query("events_read")), comment: "number the sessions"),
            .init(
                "events_in_sessions",
                Query(
                    select: [.everything, session.named(Names.session)],
                    from: .query("events_spaced"))),
        ]
    }

    private func membership(
        of choice: SegmentChoice, _ segments: [String: EventTable.KeyList]
    ) throws(BehaviorSQLError) -> [Expression] {
        func members(_ id: String) throws(BehaviorSQLError) -> Query {
            guard let keys = segments[id] else { throw .unknown("segment", id) }
            return Query(
                distinct: true, select: [keys.key.named(Names.user)],
                from: keys.source.relation(as: "source_segment"), where: .isNotNull(keys.key))
        }
        switch choice {
        case .all: return []
        case .members(let id): return [.memberOf(Names.user, try members(id))]
        case .others(let id): return [.notMemberOf(Names.user, try members(id))]
        }
    }

    private func label(of value: Expression) -> Expression {
        guard !flow.rules.isEmpty else { return value }
        return .choice(
            flow.rules.map { rule in
                .init(when: Self.matches(value, rule.pattern), then: .value(.text(rule.label)))
            }, otherwise: value)
    }

    private static func matches(_ value: Expression, _ pattern: String) -> Expression {
        guard pattern.unicodeScalars.contains("*") else {
            return value.is(.equal, .value(.text(pattern)))
        }
        var regex = "(?s)^"
        for scalar in pattern.unicodeScalars {
            if scalar == "*" {
                regex += ".*"
            } else {
                if #"\.+?()|[]{}^$"#.unicodeScalars.contains(scalar) { regex += "\\" }
                regex.unicodeScalars.append(scalar)
            }
        }
        return .call(.matches, [value, .value(.text(regex + "$"))])
    }
}
