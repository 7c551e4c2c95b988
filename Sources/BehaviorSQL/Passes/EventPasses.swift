import Definitions
import SQL

extension Pass {
    /// The table's columns under names of our own; rows without user or time are no events.
    static let readEvents = Pass(name: "read the events") { draft in
        let plan = draft.plan
        let table = plan.table
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
        for (place, property) in table.properties.enumerated() where plan.uses(property, place) {
            items.append(property.value.named(Names.property(place)))
        }
        draft.add(
            "events_read",
            Query(
                select: items, from: table.source.relation(as: "source_events"),
                where: .all([
                    user.is(.notEqual, .value(.text(""))), .isNotNull(table.time.milliseconds),
                ])))
    }

    /// Sessions of the whole dataset: a longer gap than the dataset's starts a new one.
    static let numberSessions = Pass(name: "number the sessions") { draft in
        guard draft.plan.hasSessions else { return }
        let byTime = [Order.ascending(Names.time)]
        let gap = Expression.column("gap_before")
        let before = Expression.window(
            .lag(Names.time), Window(partition: [Names.user], order: byTime))
        draft.add(
            "events_spaced",
            Query(select: [.everything, (Names.time - before).named(gap)], from: draft.last))
        let longGap = Expression.when(
            gap.is(.greater, .value(.integer(draft.plan.table.sessionGapMilliseconds))),
            then: .integer(1))
        let session = Expression.window(
            .aggregate(.count, longGap),
            Window(partition: [Names.user], order: byTime, frame: .untilPeers))
        draft.add(
            "events_in_sessions",
            Query(select: [.everything, session.named(Names.session)], from: draft.last))
    }

    /// What passes the analysis' filters, could matter to its range, and is of its only segment.
    static let keepCounted = Pass(name: "keep the events that count") {
        draft throws(BehaviorSQLError) in
        let plan = draft.plan
        var conditions = try plan.filterWriter.parts(plan.funnel.filters)
        if let range = plan.range {
            conditions.append(Names.time.is(.atLeast, .value(.integer(range.from))))
            if let window = plan.funnel.window {
                let end = range.to + window.milliseconds
                conditions.append(Names.time.is(.less, .value(.integer(end))))
            }
        }
        if plan.funnel.segments.count == 1 {
            conditions += try plan.membership(of: plan.funnel.segments[0])
        }
        guard !conditions.isEmpty else { return }
        draft.add(
            "events_kept",
            Query(select: [.everything], from: draft.last, where: .all(conditions)))
    }

    /// Which steps and exclusions each event matches.
    static let matchSteps = Pass(name: "match the steps") { draft throws(BehaviorSQLError) in
        let plan = draft.plan
        let writer = plan.filterWriter
        var items: [Query.Item] = [.plain(Names.user), .plain(Names.time)]
        if plan.hasSequence { items.append(.plain(Names.sequence)) }
        if plan.hasSessions { items.append(.plain(Names.session)) }
        for (index, place) in plan.held.enumerated() {
            items.append(Names.property(place).named(Names.held(index)))
        }
        if case .property(let place, _) = plan.split {
            items.append(Names.property(place).named(Names.splitValue))
        }
        for (index, matcher) in plan.matchers.matchers.enumerated() {
            let condition = try writer.condition(matcher)
            items.append(Expression.flag(condition).named(Names.match(index + 1)))
        }
        for (index, exclusion) in plan.funnel.exclusions.enumerated() {
            let condition = try writer.condition(exclusion.matcher)
            items.append(Expression.flag(condition).named(Names.exclusion(index)))
        }
        draft.add("events_matched", Query(select: items, from: draft.last))
    }
}

extension FunnelPlan {
    var filterWriter: FilterWriter {
        FilterWriter(
            properties: table.properties, column: Names.property, event: Names.event, zone: zone)
    }

    func uses(_ property: EventTable.Property, _ place: Int) -> Bool {
        let matchers = funnel.steps + funnel.exclusions.map(\.matcher)
        let filters = funnel.filters + matchers.flatMap { $0.conditions.flatMap(\.filters) }
        if case .property(place, _) = split { return true }
        return held.contains(place) || filters.contains { $0.properties.contains(property.name) }
    }

    /// The condition on an event's user that puts it into a series.
    func membership(of choice: SegmentChoice) throws(BehaviorSQLError) -> [Expression] {
        switch choice {
        case .all: []
        case .members(let id): [.memberOf(Names.user, try members(of: id))]
        case .others(let id): [.notMemberOf(Names.user, try members(of: id))]
        }
    }

    func members(of id: String) throws(BehaviorSQLError) -> Query {
        guard let keys = segments[id] else { throw .unknown("segment", id) }
        return Query(
            distinct: true, select: [keys.key.named(Names.user)],
            from: keys.source.relation(as: "source_segment"), where: .isNotNull(keys.key))
    }
}

extension EventTable.KeyList {
    var key: Expression { .cast(.named(column), .text) }
}
