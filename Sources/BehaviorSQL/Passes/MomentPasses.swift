import Definitions
import SQL

extension Pass {
    /// One row per moment, and per held value in it: what its events match.
    static let gatherMoments = Pass(name: "gather moments") { draft in
        let plan = draft.plan
        let keys = plan.partition + [Names.time] + (plan.hasSequence ? [Names.sequence] : [])
        var items = keys.map { Query.Item.plain($0) }
        for set in plan.countedSets {
            let matching = Expression.any(set.map { Names.match($0).is(.equal, .integer(1)) })
            items.append(Expression.count(where: matching).named(Names.count(set)))
        }
        for index in plan.funnel.exclusions.indices {
            let exclusion = Names.exclusion(index)
            items.append(Expression.aggregate(.max, exclusion).named(exclusion))
        }
        if let splitStep = plan.splitStep {
            items.append(plan.smallestSplit(at: splitStep).named(Names.splitHere))
        }
        draft.add(
            "moments_gathered",
            Query(
                select: items, from: draft.last, joins: plan.splitJoins(on: draft.lastName),
                // Strict order looks at all events.
                where: plan.isStrict ? nil : .all([plan.matchesSomething] + plan.hasHeldValues),
                groupBy: keys))
    }

    /// The moments' order, and what of the funnel can be filled in each.
    static let numberMoments = Pass(name: "number the moments") { draft in
        let plan = draft.plan
        var items: [Query.Item] = [.everything, plan.momentNumber.named(Names.moment)]
        items.append(plan.startsHere.named(Names.inRange))
        if plan.method == .ordered {
            for step in plan.steps {
                items.append(plan.run(endingAt: step).named(Names.run(step)))
            }
        }
        draft.add("moments_numbered", Query(select: items, from: draft.last))
        if plan.isStrict {
            draft.add(
                "moments_kept",
                Query(
                    select: [.everything], from: draft.last,
                    where: .all([plan.holdsSomething] + plan.hasHeldValues)))
        }
        if plan.needsPaths {
            let digits = Expression.cast(.integer(1_000_000_000) + Names.moment, .text)
            draft.add(
                "moments_written",
                Query(select: [.everything, digits.named(Names.momentText)], from: draft.last))
        }
    }
}

extension FunnelPlan {
    /// Sets of matchers that can match one event: how many events match any of them is counted.
    var countedSets: [[Int]] { matchers.groups.flatMap(StepMatchers.subsets) }

    var matchesSomething: Expression {
        let flags =
            matchers.matchers.indices.map { Names.match($0 + 1) }
            + funnel.exclusions.indices.map(Names.exclusion)
        return .any(flags.map { $0.is(.equal, .integer(1)) })
    }

    /// As `matchesSomething`, of a gathered moment.
    var holdsSomething: Expression {
        let counts = matchers.matchers.indices.map { Names.count([$0 + 1]) }
        let numbers = counts + funnel.exclusions.indices.map(Names.exclusion)
        return .any(numbers.map { $0.is(.greater, .integer(0)) })
    }

    /// A missing value equals nothing.
    var hasHeldValues: [Expression] { held.indices.map { .isNotNull(Names.held($0)) } }

    /// 1 where the first step may lie.
    var startsHere: Expression {
        guard let range else { return .integer(1) }
        return .flag(
            .all([
                Names.time.is(.atLeast, .value(.integer(range.from))),
                Names.time.is(.less, .value(.integer(range.to))),
            ]))
    }

    var momentNumber: Expression {
        if momentIsTime { return Names.time }
        return .window(
            .denseRank,
            Window(
                partition: [Names.user],
                order: [.ascending(Names.time)]
                    + (hasSequence ? [.ascending(Names.sequence)] : [])))
    }

    /// How many steps that end with `last` can be filled by different events of the moment.
    ///
    /// Hall's condition: steps can be filled by different events if for every set of them at least
    /// as many events match one of the set. Taking one step more asks only for sets that hold it.
    func run(endingAt last: Int) -> Expression {
        let branches = (1...last).reversed().map { first in
            let lacks = needs(of: first, in: first...last).map { set, demand in
                Names.count(set).is(.less, .integer(Int64(demand)))
            }
            return Expression.Branch(when: .any(lacks), then: .integer(Int64(last - first)))
        }
        return .choice(branches, otherwise: .integer(Int64(last)))
    }

    /// For the sets of matchers that hold the one of `step`: how many events the steps need.
    private func needs(of step: Int, in steps: ClosedRange<Int>) -> [([Int], Int)] {
        let matcher = matchers.ofStep[step - 1]
        let present = matchers.group(of: matcher).filter {
            matchers.demand(for: [$0], in: steps) > 0
        }
        return StepMatchers.subsets(of: present).filter { $0.contains(matcher) }.map {
            ($0, matchers.demand(for: $0, in: steps))
        }
    }
}

extension Names {
    /// How many steps that end with this one can be filled in the moment.
    static func run(_ step: Int) -> Expression { .column("run_\(step)") }
}
