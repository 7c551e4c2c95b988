package import Bitmaps
import Columns
package import Definitions

/// Evaluates groups over one table in one pass over its rows.
///
///     let scan = try GroupScan(groups, over: source, zone: zone, base: everyone)
///     let outcomes = try await scan.run(ScanRunner(threads: 2))
///
/// Cost: each distinct comparison once over the rows, each distinct set of filters a few instructions
/// for 64 rows, each measure about 2 ns a row that passes.
package struct GroupScan<Source: ScanSource>: Sendable {
    package let plan: GroupPlan
    private let source: Source
    private let base: Bitmap?

    /// `base`: the keys that satisfy "zero times" without a row. Throws `ScanError`.
    package init(
        _ groups: [ScanGroup], over source: Source, zone: Zone, base: Bitmap? = nil
    ) throws {
        plan = try GroupPlan(groups, source: source, zone: zone)
        self.source = source
        self.base = plan.baseCount > 0 ? base : nil
    }

    /// One outcome a group. Cancelled between two blocks.
    package func run(_ runner: ScanRunner = ScanRunner()) async throws -> [GroupOutcome] {
        let logs = try await logs(runner)
        return (0..<plan.groupCount).map { group in
            GroupOutcome(
                members: FinishedBitmapLog.bitmap(group, of: logs),
                nullKeyCount: source.nullKeyCount)
        }
    }

    /// How many keys each group has, without keeping which.
    package func counts(_ runner: ScanRunner = ScanRunner()) async throws -> [Int] {
        let size = RowKeys.blockWords
        let partials = try await runner.run(
            blocks: blockCount, start: { CountPartial(worker: GroupWorker(plan, source)) },
            finish: \.counts,
            body: { partial, block in
                guard try partial.worker.evaluate(block: block, base: baseWords(block)) else {
                    return
                }
                for group in 0..<plan.groupCount {
                    partial.counts[group] += WordSets.count(
                        partial.worker.words, at: group * size, words: size)
                }
            })
        return partials.reduce(into: [Int](repeating: 0, count: plan.groupCount)) { sums, counts in
            for group in sums.indices { sums[group] += counts[group] }
        }
    }

    private func logs(_ runner: ScanRunner) async throws -> [FinishedBitmapLog] {
        try await runner.run(
            blocks: blockCount,
            start: {
                GroupPartial(worker: GroupWorker(plan, source), log: runner.log(plan.groupCount))
            },
            finish: { partial in
                runner.release(partial.charged)
                return try partial.log.finish()
            },
            body: { partial, block in
                guard try partial.worker.evaluate(block: block, base: baseWords(block)) else {
                    return
                }
                for group in 0..<plan.groupCount {
                    try partial.log.append(
                        set: group, block: block, words: partial.worker.words,
                        at: group * RowKeys.blockWords)
                }
                try runner.charge(
                    partial.worker.byteCount + partial.log.byteCount, was: &partial.charged)
            })
    }

    private var blockCount: Int {
        let last = base?.max.map { Int($0) / RowKeys.blockSize + 1 } ?? 0
        return max(source.blockCount, last)
    }

    private func baseWords(_ block: Int) -> [UInt64]? {
        guard let base else { return nil }
        var words = [UInt64](repeating: 0, count: RowKeys.blockWords)
        base.copyBlock(block, into: &words, at: 0)
        return words
    }
}

/// A thread's part of a scan of groups.
private struct GroupPartial<Source: ScanSource> {
    var worker: GroupWorker<Source>
    let log: BitmapLog
    var charged = 0
}

private struct CountPartial<Source: ScanSource> {
    var worker: GroupWorker<Source>
    var counts: [Int]

    init(worker: GroupWorker<Source>) {
        self.worker = worker
        counts = Array(repeating: 0, count: worker.plan.groupCount)
    }
}

/// What one group gives.
package struct GroupOutcome: Sendable {
    /// Key numbers.
    package let members: Bitmap
    /// Rows of the table without a key, which were left out; nil where nobody has counted them.
    package let nullKeyCount: Int?

    package init(members: Bitmap, nullKeyCount: Int?) {
        self.members = members
        self.nullKeyCount = nullKeyCount
    }
}
