import Columns
import Definitions
import EventStore

/// The blocks that a question about pages goes through, for one segment.
struct PagesScan: Sendable {
    let plan: PagesPlan
    let dataset: EventDataset
    let blocks: UserBlocks
    /// Who counts; nil for everyone.
    let members: UserMask?
    /// The partitions with events of the range, in time order.
    let partitions: [EventPartition]

    init(_ plan: PagesPlan, _ dataset: EventDataset, _ blocks: UserBlocks, _ members: UserMask?) {
        self.plan = plan
        self.dataset = dataset
        self.blocks = blocks
        self.members = members
        partitions = dataset.partitions.filter {
            $0.lastTime >= plan.range.from && $0.firstTime < plan.range.to
        }
    }

    /// What the whole table has, row by row. Cost: two passes, of which the second finds medians.
    func counts(_ runner: BlockRunner, _ rows: PageRows) async throws -> MergedPages {
        let start = CountWorker(rows: rows.count)
        let parts = try await run(runner, rows, start: start, size: \.byteCount) {
            worker, block, _ in
            worker.counts.count(block, row: nil)
        }.map(\.counts)
        var stays = PageStays(parts, rows: rows.count)
        while stays.search.isOpen {
            let start = StayCounts(stays.search)
            let found = try await run(runner, rows, start: start) { $0.count($1) }
            stays.search.narrow(found)
        }
        return MergedPages(parts, rows: rows.count, stays: stays.statistics)
    }

    /// The users of a group, ascending; of any row where `row` is nil.
    func people(
        _ runner: BlockRunner, _ rows: PageRows, _ group: PagesElement.Group, row: Int?
    ) async throws -> [UInt32] {
        let start = CountWorker(rows: rows.count)
        let bit = group.counted.rawValue
        let workers = try await run(runner, rows, start: start, size: \.byteCount) {
            worker, block, users in
            worker.counts.count(block, row: row)
            for (slot, bits) in worker.counts.groups.enumerated() where bits & bit != 0 {
                worker.users.append(UInt32(users.lowerBound + slot))
            }
        }
        return try runner.merge(workers.map(\.users))
    }

    /// Goes through all blocks; what each worker has made of them.
    func run<Worker: Sendable>(
        _ runner: BlockRunner, _ rows: PageRows, start: Worker,
        size: @Sendable @escaping (Worker) -> Int = { _ in 0 },
        _ body: @Sendable @escaping (inout Worker, PageBlock, Range<Int>) -> Void
    ) async throws -> [Worker] {
        let first = Reading(events: PageEvents(), worker: start)
        return try await runner.run(
            blocks: blocks.count, start: { first }, use: "the rows of its pages",
            size: { size($0.worker) }
        ) { reading, block in
            let users = blocks.users(block)
            reading.events.read(self, users: users, rows: rows.rowOfRank, others: [])
            body(&reading.worker, reading.events.block, users)
        }.map(\.worker)
    }

    /// How many views and clicks each label has. Cost: a pass without times and sessions.
    func labelCounts(_ runner: BlockRunner) async throws -> (views: [Int], clicks: [Int]) {
        let values = plan.values
        let labels = plan.labels.labelOfRank
        let size = values.codeCount == 0 ? labels.count + 1 : values.codeCount
        let start = Reading(
            events: PageEvents(), worker: Array(repeating: UInt64(0), count: 2 * size))
        let parts = try await runner.run(
            blocks: blocks.count, start: { start },
            body: { reading, block in
                reading.events.countLabels(
                    self, users: blocks.users(block), into: &reading.worker)
            })
        var views = Array(repeating: 0, count: plan.labels.titles.count)
        var clicks = views
        for index in 0..<size {
            let rank = values.codeCount == 0 ? index : Int(values.rank(ofCode: index))
            guard rank < labels.count else { continue }
            for part in parts {
                views[labels[rank]] += Int(part.worker[2 * index])
                clicks[labels[rank]] += Int(part.worker[2 * index + 1])
            }
        }
        return (views, clicks)
    }

    struct Reading<Worker: Sendable>: Sendable {
        var events: PageEvents
        var worker: Worker
    }

    private struct CountWorker: Sendable {
        var counts: PageRowCounts
        var users: [UInt32] = []

        init(rows: Int) {
            counts = PageRowCounts(rows: rows, places: PageStays.places)
        }

        var byteCount: Int { counts.byteCount + 4 * users.count }
    }
}

extension PagesScan {
    fileprivate func run<Worker: Sendable>(
        _ runner: BlockRunner, _ rows: PageRows, start: Worker,
        _ body: @Sendable @escaping (inout Worker, PageBlock) -> Void
    ) async throws -> [Worker] {
        try await run(runner, rows, start: start) { worker, block, _ in body(&worker, block) }
    }
}

extension PagesElement.Group {
    var counted: PageRowCounts.Group {
        switch self {
        case .visitors: .visited
        case .entered: .entered
        case .exited: .exited
        case .bounced: .bounced
        case .clickers: .clicked
        }
    }
}
