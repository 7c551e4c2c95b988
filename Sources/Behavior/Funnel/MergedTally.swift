import Columns
import Definitions

/// The workers' tallies as one, with the breakdown values that are shown.
struct MergedTally {
    let whole: FunnelTally
    /// The values with the most units at step 1, then `(other)` and `(none)` where they have any.
    let shown: [(value: BreakdownValue, tally: FunnelTally)]
    /// The ranks of the values with the most units; nil without a breakdown.
    let topRanks: [UInt32]?
    /// How many values there are.
    let valueCount: Int
    private let source: BreakdownSource?

    /// With `top`, the collectors have told only these values apart. Throws where the task is cancelled.
    init(
        _ collectors: [TallyCollector], plan: FunnelPlan, top: [UInt32]? = nil,
        runner: BlockRunner
    ) throws {
        let steps = plan.steps.count
        whole = try Self.tally(collectors.map(\.total), steps: steps, runner)
        source = plan.source
        guard let source = plan.source, let limit = plan.funnel.breakdown?.limit else {
            (shown, topRanks, valueCount) = ([], nil, 0)
            return
        }
        var groups: [UInt32: [TallyCollector.Group]] = [:]
        for collector in collectors {
            for (rank, group) in collector.groups { groups[rank, default: []].append(group) }
        }
        let units = groups.mapValues { $0.reduce(0) { $0 + $1.units.reduce(0, +) } }
        let values = units.keys.filter { $0 < BreakdownRanks.other }.sorted {
            (-(units[$0] ?? 0), $0) < (-(units[$1] ?? 0), $1)
        }
        let topRanks = top ?? Array(values.prefix(limit))
        let order = topRanks + [BreakdownRanks.other, BreakdownRanks.none]
        shown = try order.compactMap { rank in
            try groups[rank].map { (source.value(rank), try Self.tally($0, steps: steps, runner)) }
        }
        self.topRanks = topRanks
        valueCount = values.count
    }

    /// Which ranks a value of the result covers.
    func ranks(of value: BreakdownValue) -> PeopleCollector.ValueSet {
        let top = Set(topRanks ?? [])
        return switch value {
        case .none: .init(ranks: [BreakdownRanks.none])
        case .other: .init(ranks: top.union([BreakdownRanks.none]), isInverted: true)
        case .value: .init(ranks: top.filter { source?.value($0) == value })
        }
    }

    private static func tally(
        _ groups: [TallyCollector.Group], steps: Int, _ runner: BlockRunner
    ) throws -> FunnelTally {
        func atLeast(_ counts: KeyPath<TallyCollector.Group, [Int]>) -> [Int] {
            (1...steps).map { step in
                groups.reduce(0) { $0 + $1[keyPath: counts][step...].reduce(0, +) }
            }
        }
        func times(_ lists: KeyPath<TallyCollector.Group, [DurationList]>) throws
            -> [TimeStatistics]
        {
            try (0..<steps).map { step in
                try runner.look()
                return Durations.statistics(groups.map { $0[keyPath: lists][step] })
            }
        }
        let reached = atLeast(\.units)
        var fromFirst = try times(\.fromFirst)
        var fromPrevious = try times(\.fromPrevious)
        let first = TimeStatistics.zeros(reached[0])
        fromFirst[0] = first
        fromPrevious[0] = first
        // The step before step 2 is the first.
        if steps > 1 { fromPrevious[1] = fromFirst[1] }
        return FunnelTally(
            reached: reached, users: atLeast(\.users), timeFromFirst: fromFirst,
            timeFromPrevious: fromPrevious)
    }
}
