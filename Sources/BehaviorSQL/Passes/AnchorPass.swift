import Definitions
import SQL

extension Pass {
    /// Unordered funnels: every moment in the range that matches a step is an anchor, whose attempt
    /// grows moment by moment until its window or an exclusion ends it.
    static let growAnchors = Pass(name: "grow attempts from anchors") { draft in
        let plan = draft.plan
        draft.add("moments_summed", plan.runningCounts(from: draft.last))
        draft.add("pairs", plan.pairs(of: draft.lastName))
        draft.add("pairs_filled", plan.fillings(from: draft.last))
        draft.add("pairs_levelled", plan.levels(from: draft.last))
        if !plan.funnel.exclusions.isEmpty { plan.endGrowth(&draft) }
        if plan.splitStep != nil { plan.splitGrowth(&draft) }
        draft.add("growth", plan.growth(from: draft.last))
        draft.add("attempts", plan.grownAttempts(from: draft.last))
    }
}

extension Names {
    static let anchorTime = Expression.column("anchor_time")
    /// Steps filled before this moment, and with it.
    static let levelBefore = Expression.column("level_before")
    static let levelAfter = Expression.column("level_after")
    static let ends = Expression.column("ends_here")
    static let hasEnded = Expression.column("has_ended")
    /// The anchor's first moment with an event that matches the split step, and its code there.
    static let splitMoment = Expression.column("split_moment")
    static let splitThere = Expression.column("split_there")
    /// Events of the user so far that match one of the matchers.
    static func total(_ set: [Int]) -> Expression { .column("total" + suffix(set)) }
    /// Such events from the anchor to before this moment, and to this moment.
    static func had(_ set: [Int]) -> Expression { .column("had" + suffix(set)) }
    static func has(_ set: [Int]) -> Expression { .column("has" + suffix(set)) }
    /// Steps of one group filled before this moment, and with it.
    static func filledBefore(_ group: Int) -> Expression { .column("filled_before_\(group + 1)") }
    static func filledAfter(_ group: Int) -> Expression { .column("filled_after_\(group + 1)") }

    private static func suffix(_ set: [Int]) -> String {
        String(count(set).name.dropFirst("count".count))
    }
}

extension FunnelPlan {
    fileprivate func runningCounts(from moments: Relation) -> Query {
        let window = Window(
            partition: partition, order: [.ascending(Names.moment)], frame: .untilHere)
        let totals = countedSets.map { set in
            Expression.cast(.window(.aggregate(.sum, Names.count(set)), window), .integer)
                .named(Names.total(set))
        }
        return Query(select: [.everything] + totals, from: moments)
    }

    /// Each anchor with each moment from its own to the end of its window.
    fileprivate func pairs(of moments: String) -> Query {
        func anchor(_ column: Expression) -> Expression { .member(column.name, of: "anchors") }
        func later(_ column: Expression) -> Expression { .member(column.name, of: "laters") }
        var conditions = partition.map { later($0).is(.equal, anchor($0)) }
        conditions.append(later(Names.moment).is(.atLeast, anchor(Names.moment)))
        if let window = funnel.window {
            conditions.append(
                (later(Names.time) - anchor(Names.time))
                    .is(.atMost, .value(.integer(window.milliseconds))))
        }
        var columns = partition + [Names.time, Names.moment]
        columns += funnel.exclusions.indices.map(Names.exclusion)
        if splitStep != nil { columns.append(Names.splitHere) }
        if needsPaths { columns.append(Names.momentText) }
        var items = columns.map { later($0).named($0) }
        items.append(anchor(Names.time).named(Names.anchorTime))
        items.append(anchor(Names.moment).named(Names.firstMoment))
        for set in countedSets {
            let counted = later(Names.total(set)) - anchor(Names.total(set))
            let before = counted + anchor(Names.count(set)) - later(Names.count(set))
            items.append(before.named(Names.had(set)))
            items.append((counted + anchor(Names.count(set))).named(Names.has(set)))
        }
        let opens = matchers.matchers.indices.map {
            anchor(Names.count([$0 + 1])).is(.greater, .integer(0))
        }
        return Query(
            select: items, from: .renamed(moments, as: "anchors"),
            joins: [.inner(.renamed(moments, as: "laters"), on: .all(conditions))],
            where: .all([anchor(Names.inRange).is(.equal, .integer(1)), .any(opens)]))
    }

    /// Per group the most steps that different events can fill (König 1931): for the worst set of
    /// steps, as many as events match it, and all others.
    fileprivate func fillings(from pairs: Relation) -> Query {
        let items = matchers.groups.enumerated().flatMap { index, group in
            [
                mostSteps(of: group, Names.had).named(Names.filledBefore(index)),
                mostSteps(of: group, Names.has).named(Names.filledAfter(index)),
            ]
        }
        return Query(select: [.everything] + items, from: pairs)
    }

    private func mostSteps(of group: [Int], _ count: ([Int]) -> Expression) -> Expression {
        .least(
            [.integer(demand(of: group))]
                + StepMatchers.subsets(of: group).map { steps(of: group, without: $0, count) })
    }

    /// The steps of the group outside of the set, and one per event that matches one of the set.
    private func steps(
        of group: [Int], without set: [Int], _ count: ([Int]) -> Expression
    ) -> Expression {
        let rest = demand(of: group) - demand(of: set)
        return rest == 0 ? count(set) : count(set) + .integer(rest)
    }

    private func demand(of set: [Int]) -> Int64 {
        Int64(matchers.demand(for: set, in: steps))
    }

    fileprivate func levels(from pairs: Relation) -> Query {
        func sum(_ column: (Int) -> Expression) -> Expression {
            let parts = matchers.groups.indices.map(column)
            return parts.dropFirst().reduce(parts[0]) { $0 + $1 }
        }
        return Query(
            select: [
                .everything, sum(Names.filledBefore).named(Names.levelBefore),
                sum(Names.filledAfter).named(Names.levelAfter),
            ], from: pairs)
    }

    /// An exclusion ends the growth in a moment in which the attempt does not grow.
    fileprivate func endGrowth(_ draft: inout Draft) {
        let level = Names.levelAfter
        let excluded = funnel.exclusions.enumerated().map { index, exclusion in
            Expression.all([
                Names.exclusion(index).is(.equal, .integer(1)),
                level.is(.atLeast, .integer(Int64(exclusion.afterStep))),
                level.is(.less, .integer(Int64(exclusion.beforeStep))),
            ])
        }
        let ends = Expression.flag(
            .all([
                Names.levelBefore.is(.equal, level),
                Names.moment.is(.greater, Names.firstMoment), .any(excluded),
            ]))
        draft.add(
            "pairs_ending", Query(select: [.everything, ends.named(Names.ends)], from: draft.last))
        let ended = Expression.window(
            .aggregate(.max, Names.ends),
            Window(
                partition: partition + [Names.firstMoment], order: [.ascending(Names.moment)],
                frame: .untilHere))
        draft.add(
            "pairs_ended",
            Query(select: [.everything, ended.named(Names.hasEnded)], from: draft.last))
    }

    /// The value that splits an anchor's attempt: that of its first moment which can fill the step.
    fileprivate func splitGrowth(_ draft: inout Draft) {
        let anchor = Window(partition: partition + [Names.firstMoment])
        let fills = Names.splitHere.is(.less, .integer(SplitCode.noEvent))
        let moment = Expression.window(
            .aggregate(.min, .when(fills, then: Names.moment)), anchor)
        draft.add(
            "pairs_splitting",
            Query(select: [.everything, moment.named(Names.splitMoment)], from: draft.last))
        let isThere = Names.moment.is(.equal, Names.splitMoment)
        let code = Expression.window(
            .aggregate(.max, .when(isThere, then: Names.splitHere)), anchor)
        draft.add(
            "pairs_split",
            Query(select: [.everything, code.named(Names.splitThere)], from: draft.last))
    }

    /// One row per anchor and step that its attempt fills.
    fileprivate func growth(from pairs: Relation) -> Query {
        var conditions = [
            Names.levelAfter.is(.greater, Names.levelBefore),
            Names.step.is(.greater, Names.levelBefore), Names.step.is(.atMost, Names.levelAfter),
        ]
        if !funnel.exclusions.isEmpty {
            conditions.append(Names.hasEnded.is(.equal, .integer(0)))
        }
        return Query(
            select: [.everything], from: pairs,
            joins: [.cross(.numbers(steps, column: Names.step.name, as: "step_numbers"))],
            where: .all(conditions))
    }

    fileprivate func grownAttempts(from growth: Relation) -> Query {
        let anchor = partition + [Names.firstMoment]
        let whole = Window(partition: anchor)
        func ofStep(_ step: Int, _ column: Expression) -> Expression {
            let isStep = Names.step.is(.equal, .integer(Int64(step)))
            return .window(.aggregate(.max, .when(isStep, then: column)), whole)
        }
        let previous = Expression.window(
            .lag(Names.time), Window(partition: anchor, order: [.ascending(Names.step)]))
        var items = (unit + [Names.step, Names.moment, Names.firstMoment]).map {
            Query.Item.plain($0)
        }
        items += [
            (Names.time - Names.anchorTime).named(Names.fromFirst),
            (Names.time - .coalesce(previous, Names.time)).named(Names.fromPrevious),
        ]
        if splitStep != nil {
            let isReached = Names.splitMoment.is(.atMost, Names.moment)
            let code = Expression.when(
                isReached, then: Names.splitThere, otherwise: .integer(SplitCode.none))
            items.append(code.named(Names.splitCode))
        }
        if needsPaths {
            let moments = steps.reversed().map {
                Expression.coalesce(ofStep($0, Names.momentText), .value(.text("")))
            }
            items.append(Expression.call(.concatenate, moments).named(Names.path))
        }
        return Query(select: items, from: growth)
    }
}
