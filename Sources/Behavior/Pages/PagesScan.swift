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
    var partitions: [EventPartition] {
        dataset.partitions.filter {
            $0.lastTime >= plan.range.from && $0.firstTime < plan.range.to
        }
    }

    /// What each worker has counted.
    func counts(_ runner: BlockRunner, _ rows: PageRows) async throws -> [PageCounts] {
        let start = walker(rows)
        let blocks = blocks(for: rows)
        return try await runner.run(
            blocks: blocks.count, start: { start }, use: "the times on its pages",
            size: { $0.counts.byteCount }
        ) { walker, block in
            walker.walk(self, users: blocks.users(block))
        }.map(\.counts)
    }

    /// The users of a group, ascending; of any row where `row` is nil.
    func people(
        _ runner: BlockRunner, _ rows: PageRows, _ group: PagesElement.Group, row: Int?
    ) async throws -> [UInt32] {
        let start = PeopleWorker(walker: walker(rows))
        let blocks = blocks(for: rows)
        let workers = try await runner.run(
            blocks: blocks.count, start: { start }, use: "the times on its pages",
            size: { $0.walker.counts.byteCount + 4 * $0.users.count }
        ) { worker, block in
            let users = blocks.users(block)
            worker.walker.walk(self, users: users)
            for slot in 0..<users.count
            where worker.walker.counts.contains(slot, in: group, at: row) {
                worker.users.append(UInt32(users.lowerBound + slot))
            }
        }
        return try runner.merge(workers.map(\.users))
    }

    /// Blocks of so few users that what is kept of each user and row stays below 20 MB a thread.
    private func blocks(for rows: PageRows) -> UserBlocks {
        UserBlocks(dataset, most: min(65_536, max(64, 4_000_000 / rows.count / 64 * 64)))
    }

    private struct PeopleWorker: Sendable {
        var walker: PageWalker
        var users: [UInt32] = []
    }

    private func walker(_ rows: PageRows) -> PageWalker {
        PageWalker(plan, rows, sessionGap: dataset.manifest.sessionGapMilliseconds)
    }

    /// How many views and clicks each label has. Cost: a pass without times and sessions.
    func labelCounts(_ runner: BlockRunner) async throws -> (views: [Int], clicks: [Int]) {
        let start = LabelCounter(plan)
        let parts = try await runner.run(
            blocks: blocks.count, start: { start }, use: "the counts of its pages",
            size: { 16 * $0.views.count },
            body: { counter, block in counter.count(self, users: blocks.users(block)) })
        var views = Array(repeating: 0, count: plan.labels.titles.count)
        var clicks = views
        for part in parts {
            try runner.look()
            for label in views.indices {
                views[label] += part.views[label]
                clicks[label] += part.clicks[label]
            }
        }
        return (views, clicks)
    }
}
