import Definitions
import SQL

extension Pass {
    /// Ordered and strict funnels: for every moment and step, the attempt that arrives there with
    /// the latest first step.
    ///
    /// A moment's attempt at step j either starts here, or builds on an attempt that arrived at a
    /// step i before: steps i + 1 to j are then filled in this moment. Of attempts at step i the
    /// one that arrived last also has the latest first step (where two attempts cross, each can go
    /// on as the other), so running maxima over the moments before say all about them. First steps
    /// of attempts at lower steps are later or the same, so the smallest i that works is best.
    static let followAttempts = Pass(name: "follow attempts step by step") { draft in
        let plan = draft.plan
        plan.carryExclusions(&draft)
        for step in plan.steps {
            draft.note("follow attempts to step \(step)")
            let via = plan.choice(of: step).named(Names.via(step))
            draft.add("step_\(step)_chosen", Query(select: [.everything, via], from: draft.last))
            // Kept, for DuckDB would copy each step's expressions into the next one's: twice the
            // text a step.
            draft.add(
                "step_\(step)_filled",
                Query(select: [.everything] + plan.filling(of: step), from: draft.last),
                materialized: true)
            guard step < plan.stepCount else { continue }
            draft.add(
                "step_\(step)_carried",
                Query(select: [.everything] + plan.carrying(step), from: draft.last))
        }
        draft.note("gather the attempts")
        draft.add("attempts", plan.attempts(from: draft.last))
    }
}

extension Names {
    /// The step whose earlier attempt this moment's attempt builds on; 0 where it starts here.
    static func via(_ step: Int) -> Expression { .column("via_\(step)") }
    /// Of this moment's attempt at the step: when it started and where it was before.
    static func start(_ step: Int) -> Expression { .column("start_\(step)") }
    static func before(_ step: Int) -> Expression { .column("before_\(step)") }
    static func splitAt(_ step: Int) -> Expression { .column("split_at_\(step)") }
    static func path(_ step: Int) -> Expression { .column("path_\(step)") }
    /// Of the latest attempt at the step in earlier moments.
    static func carriedStart(_ step: Int) -> Expression { .column("carried_start_\(step)") }
    static func carriedTime(_ step: Int) -> Expression { .column("carried_time_\(step)") }
    static func carriedMoment(_ step: Int) -> Expression { .column("carried_moment_\(step)") }
    static func carriedSplit(_ step: Int) -> Expression { .column("carried_split_\(step)") }
    static func carriedPath(_ step: Int) -> Expression { .column("carried_path_\(step)") }
    /// The latest earlier moment that holds the exclusion.
    static func lastExclusion(_ index: Int) -> Expression { .column("last_exclusion_\(index + 1)") }
}

extension FunnelPlan {
    /// The maximum over the moments before this one, in which an attempt could stand.
    private func maximumBefore(_ expression: Expression) -> Expression {
        .window(
            .aggregate(.max, expression),
            Window(partition: partition, order: [.ascending(Names.moment)], frame: .before))
    }

    func carryExclusions(_ draft: inout Draft) {
        guard !funnel.exclusions.isEmpty else { return }
        let items = funnel.exclusions.indices.map { index in
            maximumBefore(
                .when(Names.exclusion(index).is(.equal, .integer(1)), then: Names.moment)
            ).named(Names.lastExclusion(index))
        }
        draft.add(
            "exclusions_carried", Query(select: [.everything] + items, from: draft.last))
    }

    /// The smallest step that this moment's attempt at `step` can build on.
    func choice(of step: Int) -> Expression {
        let branches = (0..<step).map { base in
            let filled = Names.run(step).is(.atLeast, .integer(Int64(step - base)))
            let rest = base == 0 ? [Names.inRange.is(.equal, .integer(1))] : reaches(from: base)
            return Expression.Branch(when: .all([filled] + rest), then: .integer(Int64(base)))
        }
        return .choice(branches, otherwise: nil)
    }

    /// Whether the latest attempt at step `base` can go on in this moment.
    private func reaches(from base: Int) -> [Expression] {
        var conditions: [Expression] = []
        if let window = funnel.window {
            let elapsed = Names.time - Names.carriedStart(base)
            conditions.append(elapsed.is(.atMost, .value(.integer(window.milliseconds))))
        }
        if let limit = funnel.stepWindow {
            let elapsed = Names.time - Names.carriedTime(base)
            conditions.append(elapsed.is(.atMost, .value(.integer(limit.milliseconds))))
        }
        if isStrict {
            conditions.append(Names.carriedMoment(base).is(.equal, Names.moment - .integer(1)))
        }
        if conditions.isEmpty { conditions.append(.isNotNull(Names.carriedStart(base))) }
        for index in funnel.exclusions.indices where exclusion(index, covers: base) {
            let last = Names.lastExclusion(index)
            conditions.append(.any([.isNull(last), last.is(.atMost, Names.carriedMoment(base))]))
        }
        return conditions
    }

    /// When this moment's attempt at `step` started, where it was before, and what it carries.
    func filling(of step: Int) -> [Query.Item] {
        let via = Names.via(step)
        func chosen(_ result: (Int) -> Expression) -> Expression {
            .choice(
                (0..<step).map { base in
                    .init(when: via.is(.equal, .integer(Int64(base))), then: result(base))
                }, otherwise: nil)
        }
        var items = [
            chosen { $0 == 0 ? Names.time : Names.carriedStart($0) }.named(Names.start(step)),
            chosen { $0 == 0 || $0 < step - 1 ? Names.time : Names.carriedTime($0) }
                .named(Names.before(step)),
        ]
        if let splitStep {
            let code =
                step < splitStep
                ? Expression.integer(SplitCode.none)
                : chosen { $0 < splitStep ? Names.splitHere : Names.carriedSplit($0) }
            items.append(code.named(Names.splitAt(step)))
        }
        if needsPaths {
            let path = chosen { base in
                let here = Array(repeating: Names.momentText, count: step - base)
                let parts = here + (base == 0 ? [] : [Names.carriedPath(base)])
                return parts.count == 1 ? parts[0] : .call(.concatenate, parts)
            }
            items.append(path.named(Names.path(step)))
        }
        return items
    }

    /// What later moments must know of the attempts at `step`.
    func carrying(_ step: Int) -> [Query.Item] {
        func here(_ expression: Expression) -> Expression {
            .when(.isNotNull(Names.via(step)), then: expression)
        }
        var items = [
            maximumBefore(Names.start(step)).named(Names.carriedStart(step)),
            maximumBefore(here(Names.time)).named(Names.carriedTime(step)),
        ]
        let moment = maximumBefore(here(Names.moment))
        if isStrict || !funnel.exclusions.isEmpty {
            items.append(moment.named(Names.carriedMoment(step)))
        }
        if let splitStep, step >= splitStep {
            // The code of the last such moment: the moment in front, then taken off again.
            let bound = Expression.integer(SplitCode.bound)
            let both = maximumBefore(here(Names.moment * bound + Names.splitAt(step)))
            items.append((both - moment * bound).named(Names.carriedSplit(step)))
        }
        if needsPaths {
            items.append(maximumBefore(Names.path(step)).named(Names.carriedPath(step)))
        }
        return items
    }

    /// One row per moment and step at which an attempt arrives.
    func attempts(from moments: Relation) -> Query {
        func ofStep(_ column: (Int) -> Expression) -> Expression {
            .choice(
                steps.map {
                    .init(when: Names.step.is(.equal, .integer(Int64($0))), then: column($0))
                }, otherwise: nil)
        }
        var items = unit.map { Query.Item.plain($0) }
        items += [
            .plain(Names.step), .plain(Names.moment),
            (Names.time - ofStep(Names.start)).named(Names.fromFirst),
            (Names.time - ofStep(Names.before)).named(Names.fromPrevious),
        ]
        if splitStep != nil { items.append(ofStep(Names.splitAt).named(Names.splitCode)) }
        if needsPaths {
            let path = ofStep(Names.path)
            let start = Names.step * .integer(10) - .integer(9)
            items.append(path.named(Names.path))
            items.append(
                Expression.call(.substring, [path, start, .integer(10)]).named(Names.firstMoment))
        }
        return Query(
            select: items, from: moments,
            joins: [.cross(.numbers(steps, column: Names.step.name, as: "step_numbers"))],
            where: .isNotNull(ofStep(Names.via)))
    }
}
