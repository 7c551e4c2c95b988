import Definitions
import SQL

extension Pass {
    /// Each unit's first arrival at each step, from the latest first step.
    static let keepFirstArrivals = Pass(name: "keep first arrivals") { draft in
        let plan = draft.plan
        let rank = Expression.column("attempt_rank")
        let number = Expression.window(
            .rowNumber,
            Window(partition: plan.unit + [Names.step], order: plan.attemptOrder))
        draft.add(
            "attempts_ranked",
            Query(select: [.everything, number.named(rank)], from: draft.last))
        var columns = plan.unit + [Names.step, Names.fromFirst, Names.fromPrevious]
        if plan.splitStep != nil { columns.append(Names.splitCode) }
        draft.add(
            "arrivals",
            Query(
                select: columns.map { .plain($0) }, from: draft.last,
                where: rank.is(.equal, .integer(1))))
    }
}

extension FunnelPlan {
    /// Attempts at one step of one unit, the one that counts first. Without held values an ordered
    /// funnel has one per moment.
    var attemptOrder: [Order] {
        var order = [Order.ascending(Names.moment)]
        if needsPaths || method == .unordered { order.append(.descending(Names.firstMoment)) }
        if !held.isEmpty {
            order += [.ascending(Names.fromFirst), .ascending(Names.fromPrevious)]
        }
        if needsPaths { order.append(.descending(Names.path)) }
        if splitStep != nil, !held.isEmpty { order.append(.ascending(Names.splitCode)) }
        return order
    }
}
