import Columns
import Definitions
import EventStore

/// One pass of a funnel over a dataset's blocks: the compiled walk where it can be used, else the
/// general one.
struct FunnelScan: Sendable {
    let plan: FunnelPlan
    let dataset: EventDataset
    let blocks: UserBlocks
    /// Who counts; nil for everyone.
    let members: UserMask?
    /// Whether rare events may be read from their lists.
    var usesLists = true

    /// Goes through all blocks and returns each worker's collector.
    func run<Collector: FunnelCollector>(
        _ runner: BlockRunner, collector: Collector
    ) async throws -> [Collector] {
        if let rare { return try await run(rare, runner, collector) }
        if plan.isSeparable {
            let classes = EventClasses(plan)
            let start = Worker(collector: collector, walker: CompiledWalker(plan, classes))
            return try await runner.run(
                blocks: blocks.count, start: { start }, use: Self.use,
                size: { $0.collector.byteCount }
            ) { worker, block in
                worker.walker.walk(self, users: blocks.users(block), threads: runner.threads)
                worker.collector.add(worker.walker.state)
            }.map(\.collector)
        }
        let start = Worker(
            collector: collector,
            walker: GeneralWalker(
                plan, sessionGap: dataset.manifest.sessionGapMilliseconds))
        return try await runner.run(
            blocks: blocks.count, start: { start }, use: Self.use,
            size: { $0.collector.byteCount }
        ) { worker, block in
            worker.walker.walk(self, users: blocks.users(block), into: &worker.collector)
        }.map(\.collector)
    }

    private func run<Collector: FunnelCollector>(
        _ rare: RareSteps, _ runner: BlockRunner, _ collector: Collector
    ) async throws -> [Collector] {
        let limit = blocks.userLimit
        let start = Worker(
            collector: collector, walker: PostingWalk(stepCount: plan.steps.count))
        return try await runner.run(
            blocks: RareSteps.blockCount(userLimit: limit), start: { start }, use: Self.use,
            size: { $0.collector.byteCount }
        ) { worker, block in
            let users = RareSteps.users(block, limit: limit)
            rare.walk(users: users, members: members, &worker.walker)
            worker.collector.add(worker.walker.arrivals, base: users.lowerBound & ~0xFFFF)
        }.map(\.collector)
    }

    private static let use = "the times to convert and the breakdown values"

    private struct Worker<Collector: Sendable, Walker: Sendable>: Sendable {
        var collector: Collector
        var walker: Walker
    }

    /// The lists to read where these are all that the funnel needs.
    private var rare: RareSteps? { usesLists ? RareSteps(plan, partitions) : nil }

    /// The partitions that can hold an event of an attempt, in time order.
    var partitions: [EventPartition] {
        dataset.partitions.filter { $0.lastTime >= plan.range.from && $0.firstTime < plan.end }
    }
}
