import Columns
import Definitions
import EventStore

/// Takes the users of a block through all partitions where each has one cohort at the most: that of
/// his first start. An event costs a comparison while it stays in the period of the one before.
struct CohortWalker: RetentionWalker {
    private static let unknown: Int32 = -1
    /// Nothing can make the user a member any more.
    private static let excluded: Int32 = -2

    private let plan: RetentionPlan
    private let rule: ColumnRule
    private let isFirstEver: Bool
    private let bitCount: Int
    /// 0 for calendar periods.
    private let rolling: Int64
    private var events = StretchEvents()
    /// By slot: the user's number less the block's first.
    private var cohorts: [Int32] = []
    private var startTimes: [Int64] = []
    private var lastPeriods: [Int32] = []
    /// Breakdown ranks of the start events.
    private var ranks: [UInt32] = []
    private var words: [UInt64] = []

    init(_ plan: RetentionPlan) {
        self.plan = plan
        rule = ColumnRule(plan)
        isFirstEver = plan.retention.startKind == .firstEver
        bitCount = plan.bitCount
        rolling = plan.rollingMilliseconds ?? 0
    }

    mutating func walk<Collector: CellCollector>(
        _ scan: RetentionScan, users: Range<Int>, into collector: inout Collector
    ) {
        if let members = scan.members, members.slice(users).allSatisfy({ $0 == 0 }) { return }
        begin(users.count)
        for part in scan.parts {
            guard let stretch = Stretch(part.partition, users: users) else { continue }
            events.find(plan, part.partition, stretch)
            read(part, firstUser: users.lowerBound, members: scan.members)
        }
        for slot in 0..<users.count where cohorts[slot] >= 0 {
            collector.begin(
                rank: plan.rank(of: users.lowerBound + slot, ofStart: ranks[slot]))
            rule.add(
                user: users.lowerBound + slot,
                cell: Int(cohorts[slot]) * plan.layout.cellsPerPeriod, words: words,
                at: slot * rule.wordCount, last: Int(lastPeriods[slot]), to: &collector)
        }
    }

    private mutating func begin(_ userCount: Int) {
        cohorts = Array(repeating: Self.unknown, count: userCount)
        startTimes = Array(repeating: 0, count: userCount)
        lastPeriods = Array(repeating: -1, count: userCount)
        ranks = Array(repeating: BreakdownRanks.none, count: userCount)
        words = Array(repeating: 0, count: userCount * rule.wordCount)
    }

    private mutating func read(
        _ part: RetentionScan.Part, firstUser: Int, members: UserMask?
    ) {
        let times = events.times
        let classes = events.classes
        var begin = events.begin(0)
        for user in 0..<events.userCount {
            let end = events.begin(user + 1)
            defer { begin = end }
            let number = events.number(user)
            guard begin < end, members?.contains(number) ?? true else { continue }
            let slot = number - firstUser
            var position = begin
            if cohorts[slot] == Self.unknown {
                position = findStart(slot, begin..<end, times, classes, part)
            }
            if cohorts[slot] >= 0 { findReturns(slot, position..<end, times, classes, part) }
        }
    }

    /// Looks for the user's start; returns its position. Returns of the very same time count, in
    /// whatever order they stand.
    private mutating func findStart(
        _ slot: Int, _ positions: Range<Int>, _ times: [UInt32], _ classes: [UInt8],
        _ part: RetentionScan.Part
    ) -> Int {
        var lastReturn: UInt32?
        for position in positions {
            let time = times[position]
            let kind = classes[position]
            if kind & ActivityEvents.start != 0, isFirstEver || Int64(time) >= part.from {
                guard Int64(time) >= part.from, Int64(time) < part.to else {
                    cohorts[slot] = Self.excluded
                    return positions.upperBound
                }
                cohorts[slot] = Int32(part.periods.place(time) - 1)
                startTimes[slot] = part.partition.start + Int64(time)
                if lastReturn == time { add(period: 0, to: slot) }
                if plan.ranks != nil {
                    ranks[slot] = smallestRank(of: position..<positions.upperBound)
                }
                return position
            }
            if kind & ActivityEvents.comeback != 0 { lastReturn = time }
        }
        return positions.upperBound
    }

    /// Of the starts at the time of the first one: a value comes before no value.
    private func smallestRank(of positions: Range<Int>) -> UInt32 {
        let time = events.times[positions.lowerBound]
        return positions.prefix { events.times[$0] == time }
            .filter { events.classes[$0] & ActivityEvents.start != 0 }
            .map { events.rank($0) }.min() ?? BreakdownRanks.none
    }

    private mutating func findReturns(
        _ slot: Int, _ positions: Range<Int>, _ times: [UInt32], _ classes: [UInt8],
        _ part: RetentionScan.Part
    ) {
        let cohort = Int(cohorts[slot])
        let start = startTimes[slot] - part.partition.start
        // Where the period ends that is marked already.
        var end = Int64.min
        for position in positions {
            let time = times[position]
            guard Int64(time) >= end, classes[position] & ActivityEvents.comeback != 0 else {
                continue
            }
            if rolling > 0 {
                let period = (Int64(time) - start) / rolling
                end = start + (period + 1) * rolling
                add(period: Int(period), to: slot)
            } else {
                let place = part.periods.place(time)
                end = part.periods.end(place)
                add(period: place - 1 - cohort, to: slot)
            }
        }
    }

    private mutating func add(period: Int, to slot: Int) {
        lastPeriods[slot] = Int32(truncatingIfNeeded: period)
        guard period < bitCount else { return }
        words[slot * rule.wordCount + period / 64] |= 1 << UInt64(period % 64)
    }
}
