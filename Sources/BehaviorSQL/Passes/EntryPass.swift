import Definitions
import SQL

extension Pass {
    /// Entry funnels: the events of each user and held value as one list, in the order in which
    /// they are taken.
    static let listEvents = Pass(name: "list the events") { draft in
        let plan = draft.plan
        draft.add("events_numbered", plan.numberedEvents(from: draft.lastName))
        draft.add("events_ready", plan.readyEvents(from: draft.last))
        let event = Expression.structure(
            EntryFields.event.map { .init($0.name, Expression.column($0.name)) })
        let list = Expression.column("event_list")
        draft.add(
            "event_lists",
            Query(
                select: plan.partition.map { .plain($0) } + [
                    Expression.aggregate(.sortedList, event).named(list)
                ], from: draft.last,
                where: .any(
                    plan.matchers.matchers.indices.map {
                        Names.match($0 + 1).is(.equal, .integer(1))
                    }), groupBy: plan.partition))
    }

    /// Each event is given to the latest entry that it can extend, or opens one.
    static let foldEntries = Pass(name: "fold the events into entries") { draft in
        let plan = draft.plan
        let entries = Expression.column("entry_list")
        let entry = Expression.column("entry")
        draft.add(
            "entry_lists",
            Query(
                select: [.plain(Names.user), plan.foldedEntries.named(entries)], from: draft.last))
        draft.add(
            "entries",
            Query(
                select: [.plain(Names.user), Expression.call(.unfold, [entries]).named(entry)],
                from: draft.last))
        let times = Expression.field("arrival_times", of: entry)
        func time(_ step: Expression) -> Expression { .call(.item, [times, step]) }
        let before = Expression.when(
            Names.step.is(.equal, .integer(1)), then: .integer(1),
            otherwise: Names.step - .integer(1))
        var items: [Query.Item] = [
            .plain(Names.user), .plain(Names.step),
            (time(Names.step) - time(.integer(1))).named(Names.fromFirst),
            (time(Names.step) - time(before)).named(Names.fromPrevious),
        ]
        if plan.splitStep != nil {
            items.append(Expression.field("split_code", of: entry).named(Names.splitCode))
        }
        draft.add(
            "arrivals",
            Query(
                select: items, from: draft.last,
                joins: [.cross(.numbers(plan.steps, column: Names.step.name, as: "step_numbers"))],
                where: Names.step.is(.atMost, .field("entry_level", of: entry))))
    }
}

/// The parts of the structures that are folded. Lists are sorted by their first parts.
enum EntryFields {
    static let event: [SQLType.Field] = [
        .init("moment_number", .integer),
        .init("first_match", .integer),
        .init("last_match", .integer),
        .init("match_sum", .integer),
        .init("split_code", .integer),
        .init("event_time", .integer),
        .init("opens_entry", .integer),
        .init("earliest_first", .integer),
        .init("earliest_last", .integer),
        .init("step_flags", .list(.integer)),
        .init("last_exclusions", .list(.integer)),
    ]

    static let entry: [SQLType.Field] = [
        .init("entry_level", .integer),
        .init("first_time", .integer),
        .init("last_time", .integer),
        .init("last_moment", .integer),
        .init("split_code", .integer),
        .init("arrival_times", .list(.integer)),
    ]
}

extension FunnelPlan {
    fileprivate func numberedEvents(from events: String) -> Query {
        var items: [Query.Item] = [.all(of: events), momentNumber.named(Names.moment)]
        items.append(startsHere.named(Names.inRange))
        // Whole numbers of 64 bits, as the structures' parts are.
        if splitStep != nil {
            items.append(Expression.cast(eventSplitCode, .integer).named(Names.splitCode))
        } else {
            let none = Expression.cast(.integer(SplitCode.none), .integer)
            items.append(none.named(Names.splitCode))
        }
        return Query(
            select: items, from: .query(events), joins: splitJoins(on: events),
            where: .all([matchesSomething] + hasHeldValues))
    }

    /// What the fold asks of an event, worked out where windows and parameters are at hand.
    fileprivate func readyEvents(from events: Relation) -> Query {
        func long(_ expression: Expression) -> Expression { .cast(expression, .integer) }
        let flags = matchers.ofStep.map { long(Names.match($0)) }
        let opens = Expression.all([
            Names.match(matchers.ofStep[0]).is(.equal, .integer(1)),
            Names.inRange.is(.equal, .integer(1)),
        ])
        func earliest(_ limit: Int64?) -> Expression {
            long(limit.map { Names.time - .value(.integer($0)) } ?? .null)
        }
        let added: [(String, Expression)] = [
            ("first_match", long(edge(of: Array(steps)))),
            ("last_match", long(edge(of: steps.reversed()))),
            ("match_sum", long(matchSum)),
            ("opens_entry", long(.flag(opens))),
            ("earliest_first", earliest(funnel.window?.milliseconds)),
            ("earliest_last", earliest(funnel.stepWindow?.milliseconds)),
            ("step_flags", .call(.list, flags)),
            ("last_exclusions", .call(.list, steps.dropLast().map(lastExclusion))),
        ]
        return Query(
            select: [.everything] + added.map { $1.named(.column($0)) }, from: events)
    }

    /// The first of these steps that the event matches.
    private func edge(of steps: [Int]) -> Expression {
        .choice(
            steps.map { step in
                .init(
                    when: Names.match(matchers.ofStep[step - 1]).is(.equal, .integer(1)),
                    then: .integer(Int64(step)))
            }, otherwise: nil)
    }

    /// The steps that the event matches as a binary number.
    private var matchSum: Expression {
        let parts = steps.map { step in
            Names.match(matchers.ofStep[step - 1]) * .integer(1 << Int64(step))
        }
        return parts.dropFirst().reduce(parts[0]) { $0 + $1 }
    }

    /// The latest earlier moment with an exclusion that ends entries at this level; NULL for none.
    private func lastExclusion(at level: Int) -> Expression {
        let flags = funnel.exclusions.indices.filter { exclusion($0, covers: level) }.map {
            Names.exclusion($0).is(.equal, .integer(1))
        }
        guard !flags.isEmpty else { return .cast(.null, .integer) }
        let last = Expression.window(
            .aggregate(.max, .when(.any(flags), then: Names.moment)),
            Window(
                partition: partition, order: [.ascending(Names.moment)], frame: .beforePeers))
        return .cast(last, .integer)
    }

    /// Events and the entries so far travel as one structure, since states and items of a fold are
    /// of one type.
    fileprivate var foldedEntries: Expression {
        let noEntries = Expression.cast(
            .call(.list, []), .list(.structure(EntryFields.entry)))
        let item = Expression.column("item")
        let items = Expression.call(
            .transform,
            [
                .column("event_list"),
                .lambda(
                    ["item"],
                    .structure([.init("taken", item), .init("entries", noEntries)])),
            ])
        let start = Expression.structure([
            .init("taken", .cast(.null, .structure(EntryFields.event))),
            .init("entries", noEntries),
        ])
        let event = Expression.field("taken", of: item)
        let entries = Expression.field("entries", of: .column("state"))
        let next = Expression.structure([
            .init("taken", event), .init("entries", self.entries(entries, taking: event)),
        ])
        return .field(
            "entries", of: .call(.fold, [items, start, .lambda(["state", "item"], next)]))
    }

    private func entries(_ entries: Expression, taking event: Expression) -> Expression {
        let entry = Expression.column("entry")
        let place = Expression.column("place")
        let chosen = Expression.column("chosen")
        let places = Expression.call(
            .transform,
            [
                entries,
                .lambda(
                    ["entry", "place"],
                    .when(
                        canExtend(entry, event), then: .cast(place, .integer),
                        otherwise: .cast(.integer(0), .integer))),
            ])
        let latest = Expression.coalesce(.call(.largest, [places]), .integer(0))
        let extended = Expression.call(
            .transform,
            [
                entries,
                .lambda(
                    ["entry", "place"],
                    .when(
                        place.is(.equal, chosen), then: self.extended(entry, by: event),
                        otherwise: entry)),
            ])
        let opens = Expression.field("opens_entry", of: event).is(.equal, .integer(1))
        let result = Expression.choice(
            [
                .init(when: chosen.is(.greater, .integer(0)), then: extended),
                .init(when: opens, then: .call(.append, [entries, opened(by: event)])),
            ], otherwise: entries)
        // A list of one gives the chosen place a name.
        return .call(
            .item,
            [
                .call(.transform, [.call(.list, [latest]), .lambda(["chosen"], result)]),
                .integer(1),
            ])
    }

    private func canExtend(_ entry: Expression, _ event: Expression) -> Expression {
        let level = Expression.field("entry_level", of: entry)
        func item(_ list: String, _ number: Expression) -> Expression {
            .call(.item, [.field(list, of: event), number])
        }
        var conditions = [item("step_flags", level + .integer(1)).is(.equal, .integer(1))]
        if funnel.window != nil {
            conditions.append(
                Expression.field("first_time", of: entry)
                    .is(.atLeast, .field("earliest_first", of: event)))
        }
        if funnel.stepWindow != nil {
            conditions.append(
                Expression.field("last_time", of: entry)
                    .is(.atLeast, .field("earliest_last", of: event)))
        }
        if !funnel.exclusions.isEmpty {
            let excluded = item("last_exclusions", level)
            conditions.append(
                .any([
                    .isNull(excluded),
                    excluded.is(.atMost, .field("last_moment", of: entry)),
                ]))
        }
        return .all(conditions)
    }

    private func extended(_ entry: Expression, by event: Expression) -> Expression {
        let level = Expression.field("entry_level", of: entry)
        let time = Expression.field("event_time", of: event)
        let code = Expression.field("split_code", of: entry)
        let next = level + .integer(1)
        return entryStructure(
            level: next, first: .field("first_time", of: entry), event: event,
            split: splitStep.map {
                .when(
                    next.is(.equal, .integer(Int64($0))), then: .field("split_code", of: event),
                    otherwise: code)
            } ?? code,
            times: .call(.append, [.field("arrival_times", of: entry), time]))
    }

    private func opened(by event: Expression) -> Expression {
        let time = Expression.field("event_time", of: event)
        return entryStructure(
            level: .integer(1), first: time, event: event,
            split: splitStep == 1
                ? .field("split_code", of: event) : .integer(SplitCode.none),
            times: .call(.list, [time]))
    }

    private func entryStructure(
        level: Expression, first: Expression, event: Expression, split: Expression,
        times: Expression
    ) -> Expression {
        .structure([
            .init("entry_level", .cast(level, .integer)),
            .init("first_time", first),
            .init("last_time", .field("event_time", of: event)),
            .init("last_moment", .field("moment_number", of: event)),
            .init("split_code", .cast(split, .integer)),
            .init("arrival_times", times),
        ])
    }
}
