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
        return try await runner.run(blocks: blocks.count, start: { start }) { worker, block in
            let users = blocks.users(block)
            if let members, members.slice(users).allSatisfy({ $0 == 0 }) { return }
            worker.walker.walk(
                partitions, users: users, members: members, into: &worker.collector)
        }.map(\.collector)
    }

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
    private var reader: FlowEventReader
    private var walk: FlowWalk

    init(_ plan: FlowPlan) {
        reader = FlowEventReader(plan)
        walk = FlowWalk(plan)
    }

    mutating func walk(
        _ partitions: [EventPartition], users: Range<Int>, members: UserMask?,
        into collector: inout some FlowCollector
    ) {
        reader.begin(users)
        for partition in partitions {
            guard let stretch = Stretch(partition, users: users) else { continue }
            reader.read(partition, stretch, members: members)
        }
        for slot in 0..<users.count where !reader.events[slot].isEmpty {
            walk.walk(user: users.lowerBound + slot, reader.events[slot], into: &collector)
        }
    }
}
