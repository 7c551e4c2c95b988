import Columns
import Definitions
import EventStore

/// Takes the users of a block one by one, each with all that he did: for recurring starts and for the
/// views that look at users rather than at cohorts.
struct ActivityWalker: RetentionWalker {
    private let plan: RetentionPlan
    private let rule: ColumnRule
    private var activities: Activities
    private var words: [UInt64]

    init(_ plan: RetentionPlan) {
        self.plan = plan
        rule = ColumnRule(plan)
        activities = Activities(plan)
        words = Array(repeating: 0, count: rule.wordCount)
    }

    mutating func walk<Collector: CellCollector>(
        _ scan: RetentionScan, users: Range<Int>, into collector: inout Collector
    ) {
        if let members = scan.members, members.slice(users).allSatisfy({ $0 == 0 }) { return }
        activities.read(scan, users: users)
        for slot in 0..<users.count {
            let positions = activities.positions(of: slot)
            guard !positions.isEmpty else { continue }
            let user = users.lowerBound + slot
            switch plan.retention.view {
            case .retention: addCohorts(user, positions, &collector)
            case .stickiness: addStickiness(user, positions, &collector)
            case .lifecycle: addLifecycle(user, positions, &collector)
            }
        }
    }

    private mutating func addCohorts<Collector: CellCollector>(
        _ user: Int, _ positions: Range<Int>, _ collector: inout Collector
    ) {
        let kind = plan.retention.startKind
        var cohort: Int?
        for position in positions {
            let activity = activities[position]
            guard activity.isStart, activity.period != cohort else { continue }
            if kind == .firstEver, !plan.layout.range.contains(activity.time) { return }
            cohort = activity.period
            let cell = activity.period * plan.layout.cellsPerPeriod
            let last = findReturns(positions, since: activity)
            collector.begin(rank: plan.rank(of: user, ofStart: rank(position, positions)))
            rule.add(
                user: user, cell: cell, words: words, at: 0, last: last, to: &collector)
            if plan.measured != nil { addValues(positions, since: activity, cell, &collector) }
            if kind != .recurring { return }
        }
    }

    /// Of the starts at the time of the one at `position`: a value comes before no value.
    private func rank(_ position: Int, _ positions: Range<Int>) -> UInt32 {
        guard plan.ranks != nil else { return BreakdownRanks.none }
        let time = activities[position].time
        return (position..<positions.upperBound).lazy.prefix { activities[$0].time == time }
            .map { activities[$0].rank }.min() ?? BreakdownRanks.none
    }

    /// Marks the periods after `start` in which the user is active; returns the last.
    private mutating func findReturns(_ positions: Range<Int>, since start: Activity) -> Int {
        for index in words.indices { words[index] = 0 }
        if plan.bitCount == 0 {
            let last = positions.last {
                activities[$0].isReturn && activities[$0].time >= start.time
            }
            return last.map { period(of: activities[$0], since: start) } ?? -1
        }
        for position in activities.firstPosition(positions, at: start.time)..<positions.upperBound {
            let activity = activities[position]
            guard activity.isReturn else { continue }
            let period = period(of: activity, since: start)
            guard period < plan.bitCount else { break }
            words[period / 64] |= 1 << UInt64(period % 64)
        }
        return -1
    }

    /// Adds the measured numbers of the returns to all columns in which they lie.
    private func addValues<Collector: CellCollector>(
        _ positions: Range<Int>, since start: Activity, _ cell: Int, _ collector: inout Collector
    ) {
        let columns = plan.retention.columns
        let first = activities.firstPosition(positions, at: start.time)
        for position in first..<positions.upperBound where activities[position].isReturn {
            guard let value = activities[position].value else { continue }
            let period = period(of: activities[position], since: start)
            for column in 0..<columns.count where columns.contains(period, in: column) {
                collector.add(value: value, cell: cell + 1 + column)
            }
        }
    }

    private func period(of activity: Activity, since start: Activity) -> Int {
        guard let length = plan.rollingMilliseconds else {
            return activity.period - start.period
        }
        return Int((activity.time - start.time) / length)
    }

    private func addStickiness<Collector: CellCollector>(
        _ user: Int, _ positions: Range<Int>, _ collector: inout Collector
    ) {
        var count = 0
        var previous = -1
        for position in positions where activities[position].period != previous {
            previous = activities[position].period
            count += 1
        }
        collector.add(user: user, cell: count - 1)
    }

    private func addLifecycle<Collector: CellCollector>(
        _ user: Int, _ positions: Range<Int>, _ collector: inout Collector
    ) {
        let layout = plan.layout
        func add(_ group: Lifecycle, _ period: Int) {
            guard layout.shown.contains(period) else { return }
            let first = (period - layout.shown.lowerBound) * layout.cellsPerPeriod
            collector.add(user: user, cell: first + group.index)
        }
        var previous: Int?
        for position in positions where activities[position].period != previous {
            let period = activities[position].period
            if let previous {
                if previous + 1 < period { add(.dormant, previous + 1) }
                add(previous + 1 == period ? .returning : .resurrected, period)
            } else {
                add(.new, period)
            }
            previous = period
        }
        if let previous { add(.dormant, previous + 1) }
    }
}
