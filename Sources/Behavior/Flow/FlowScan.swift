import Columns
import Definitions
import EventStore

/// One pass of a flow over a dataset's blocks.
struct FlowScan: Sendable {
    let plan: FlowPlan
    let dataset: EventDataset
    let blocks: UserBlocks
    /// Who counts; nil for everyone.
    let members: UserMask?

    /// Goes through all blocks and returns each worker's collector.
    func run<Collector: FlowCollector>(
        _ runner: BlockRunner, collector: Collector
    ) async throws -> [Collector] {
        if plan.isFirstStart {
            return try await run(runner, collector: collector, walker: FirstStartWalker(plan))
        }
        return try await run(runner, collector: collector, walker: FlowWalker(plan))
    }

    private func run<Collector: FlowCollector>(
        _ runner: BlockRunner, collector: Collector, walker: some FlowBlockWalker
    ) async throws -> [Collector] {
        let start = Worker(collector: collector, walker: walker)
        let partitions = plan.partitions(of: dataset)
        return try await runner.run(
            blocks: blocks.count, start: { start }, use: Self.use,
            size: { $0.collector.byteCount }
        ) { worker, block in
            let users = blocks.users(block)
            if let members, members.slice(users).allSatisfy({ $0 == 0 }) { return }
            worker.walker.walk(
                partitions, users: users, members: members, into: &worker.collector)
        }.map(\.collector)
    }

    static let use = "the nodes and links of its paths"

    private struct Worker<Collector: Sendable, Walker: Sendable>: Sendable {
        var collector: Collector
        var walker: Walker
    }
}

/// Takes the users of a block through partitions in time order.
protocol FlowBlockWalker: Sendable {
    mutating func walk(
        _ partitions: [EventPartition], users: Range<Int>, members: UserMask?,
        into collector: inout some FlowCollector)
}

/// Reads all events of a block's users that can be steps, then follows every path.
struct FlowWalker: FlowBlockWalker {
    private let plan: FlowPlan
    private var reader: FlowEventReader
    private var walk: FlowWalk

    init(_ plan: FlowPlan) {
        self.plan = plan
        reader = FlowEventReader(plan)
        walk = FlowWalk(plan)
    }

    mutating func walk(
        _ partitions: [EventPartition], users: Range<Int>, members: UserMask?,
        into collector: inout some FlowCollector
    ) {
        reader.begin(users)
        for partition in partitions[firstPartition(partitions, users)...] {
            guard let stretch = Stretch(partition, users: users) else { continue }
            reader.read(partition, stretch, members: members)
        }
        for slot in 0..<users.count where !reader.events[slot].isEmpty {
            walk.walk(user: users.lowerBound + slot, reader.events[slot], into: &collector)
        }
    }
}

extension FlowWalker {
    /// The first partition with a part of a session that reaches into the range. Cost: a few reads
    /// for each user and partition near the range's beginning.
    private func firstPartition(_ partitions: [EventPartition], _ users: Range<Int>) -> Int {
        guard plan.looksBack else { return 0 }
        let inside = partitions.firstIndex { $0.lastTime >= plan.range.from }
        guard var first = inside else { return partitions.count }
        guard first > 0 else { return 0 }
        var begins = Array(repeating: Int64.max, count: users.count)
        let reach = partitions[first - 1].lastTime + plan.sessionGap
        for partition in partitions[first...].reversed() where partition.firstTime <= reach {
            partition.update(&begins, users) { stay, _ in stay.first }
        }
        while first > 0, let least = begins.min(),
            least <= partitions[first - 1].lastTime + plan.sessionGap
        {
            first -= 1
            partitions[first].update(&begins, users) { stay, begin in
                begin <= stay.last + plan.sessionGap ? stay.first : begin
            }
        }
        return first
    }
}

extension EventPartition {
    /// Changes what is kept of each user of a block who has events here, by the times of the first
    /// and the last of them.
    fileprivate func update(
        _ kept: inout [Int64], _ numbers: Range<Int>,
        _ change: ((first: Int64, last: Int64), Int64) -> Int64
    ) {
        guard let stretch = Stretch(self, users: numbers) else { return }
        for index in stretch.users {
            let slot = Int(users.code(at: index)) - numbers.lowerBound
            let begin = Int(offsets.code(at: index))
            let end = Int(offsets.code(at: index + 1))
            kept[slot] = change((time(begin), time(end - 1)), kept[slot])
        }
    }
}
