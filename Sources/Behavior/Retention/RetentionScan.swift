import Columns
import Definitions
import EventStore

/// One pass of a retention question over a dataset's blocks.
struct RetentionScan: Sendable {
    /// A partition that can matter, with its periods.
    struct Part: Sendable {
        let partition: EventPartition
        let periods: PeriodTable
        /// The range in milliseconds from the partition's start.
        let from: Int64
        let to: Int64
    }

    let plan: RetentionPlan
    let blocks: UserBlocks
    /// Who counts; nil for everyone.
    let members: UserMask?
    /// In time order.
    let parts: [Part]

    init(_ plan: RetentionPlan, dataset: EventDataset, blocks: UserBlocks, members: UserMask?) {
        self.plan = plan
        self.blocks = blocks
        self.members = members
        let times = plan.times
        let range = plan.layout.range
        parts = dataset.partitions.filter {
            $0.lastTime >= times.lowerBound && $0.firstTime < times.upperBound
        }.map { partition in
            Part(
                partition: partition,
                periods: PeriodTable(plan.layout.calendar, partition: partition),
                from: range.from - partition.start, to: range.to - partition.start)
        }
    }

    /// Goes through all blocks and returns each worker's collector.
    func run<Collector: CellCollector>(
        _ runner: BlockRunner, collector: Collector
    ) async throws -> [Collector] {
        guard plan.layout.cellCount > 0 else { return [] }
        if let walker = CalendarWalker(plan, parts) {
            return try await run(runner, collector, walker)
        }
        return plan.isStreaming
            ? try await run(runner, collector, CohortWalker(plan))
            : try await run(runner, collector, ActivityWalker(plan))
    }

    private func run<Collector: CellCollector, Walker: RetentionWalker>(
        _ runner: BlockRunner, _ collector: Collector, _ walker: Walker
    ) async throws -> [Collector] {
        let start = Worker(collector: collector, walker: walker)
        return try await runner.run(
            blocks: blocks.count, start: { start }, use: Self.use,
            size: { $0.collector.byteCount }
        ) { worker, block in
            worker.walker.walk(self, users: blocks.users(block), into: &worker.collector)
        }.map(\.collector)
    }

    static let use = "the cells of its cohorts"

    private struct Worker<Collector: Sendable, Walker: Sendable>: Sendable {
        var collector: Collector
        var walker: Walker
    }
}

/// Takes the users of a block through all partitions, and each into the cells that he belongs to.
protocol RetentionWalker: Sendable {
    mutating func walk<Collector: CellCollector>(
        _ scan: RetentionScan, users: Range<Int>, into collector: inout Collector)
}

/// The starts and returns of a stretch's users, one user after the other.
struct StretchEvents: Sendable {
    private var kept = KeptEvents()
    private var numbers: [UInt32] = []
    private var offsets: [UInt32] = []
    private var values = MeasuredValues()
    private var first = 0
    private(set) var userCount = 0

    var times: [UInt32] { kept.keptTimes }
    var classes: [UInt8] { kept.keptClasses }

    mutating func find(
        _ plan: RetentionPlan, _ partition: EventPartition, _ stretch: Stretch
    ) {
        plan.events.find(
            partition, stretch, &kept,
            withPositions: plan.measured != nil || plan.ranks != nil)
        plan.ranks?.gather(partition, from: stretch.first, into: &kept)
        if let property = plan.measured {
            values.read(partition.properties[property], stretch)
        }
        first = stretch.first
        userCount = stretch.users.count
        if numbers.count <= userCount {
            numbers = Array(repeating: 0, count: userCount + 1)
            offsets = numbers
        }
        partition.users.readCodes(
            from: stretch.users.lowerBound, count: userCount, into: &numbers)
        partition.offsets.readCodes(
            from: stretch.users.lowerBound, count: userCount + 1, into: &offsets)
    }

    /// The measured number of a kept event; nil where it has none.
    func value(_ position: Int) -> Double? { values.value(Int(kept.positions[position])) }

    /// The breakdown rank of a kept event.
    func rank(_ position: Int) -> UInt32 {
        kept.values.isEmpty ? BreakdownRanks.none : kept.values[position]
    }

    func number(_ user: Int) -> Int { Int(numbers[user]) }

    /// Where the user's events begin among the kept ones; the next user's begin is their end.
    func begin(_ user: Int) -> Int { kept.keptBefore(Int(offsets[user]) - first) }
}
