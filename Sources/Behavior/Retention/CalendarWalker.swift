import Columns
import Definitions
import EventStore

/// Takes the users of a block through all partitions where each has one cohort at the most, and up to
/// 64 calendar periods tell all that matters of his returns.
struct CalendarWalker: RetentionWalker {
    private let plan: RetentionPlan
    private let rule: ColumnRule
    private let steps: [(periods: [Int32], limits: [UInt32])]
    private var kept = KeptEvents()
    private var marks: CohortMarks

    /// Nil where retention needs more than the calendar's periods.
    init?(_ plan: RetentionPlan, _ parts: [RetentionScan.Part]) {
        guard plan.isStreaming, plan.rollingMilliseconds == nil, plan.ranks == nil,
            (1...64).contains(plan.bitCount)
        else { return nil }
        self.plan = plan
        rule = ColumnRule(plan)
        marks = CohortMarks(periodCount: plan.bitCount)
        steps = parts.map { $0.periods.steps() }
    }

    mutating func walk<Collector: CellCollector>(
        _ scan: RetentionScan, users: Range<Int>, into collector: inout Collector
    ) {
        let members = scan.members?.slice(users)
        if let members, members.allSatisfy({ $0 == 0 }) { return }
        marks.begin(userCount: users.count)
        for (part, steps) in zip(scan.parts, steps) {
            let partition = part.partition
            guard let stretch = Stretch(partition, users: users) else { continue }
            plan.events.find(partition, stretch, &kept, withPositions: false)
            marks.read(
                KeptStretch(
                    kept, firstEvent: stretch.first, users: stretch.users,
                    userNumbers: partition.users, offsets: partition.offsets, block: users,
                    members: members),
                periods: steps.periods, limits: steps.limits, range: part.from..<part.to,
                isFirstEver: plan.retention.startKind == .firstEver)
        }
        if case .on = plan.retention.columns, collector.add(&marks, plan) { return }
        for slot in 0..<users.count where marks.cohorts[slot] >= 0 {
            let user = users.lowerBound + slot
            collector.begin(rank: plan.rank(of: user, ofStart: BreakdownRanks.none))
            rule.add(
                user: user, cell: Int(marks.cohorts[slot]) * plan.layout.cellsPerPeriod,
                words: marks.marks, at: slot, last: -1, to: &collector)
        }
    }
}
