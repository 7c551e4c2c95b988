package import Bitmaps
import Columns
package import Definitions

/// Evaluates thousands of segments over several tables in one pass: for each block of users all groups
/// of all tables, then all segments, so that no set of a group is ever kept.
///
///     let scan = SegmentScan(
///         tables: [try .init(groups, over: members, zone: zone), …], sets: [], segments: programs)
///     let result = try await scan.run(ScanRunner(threads: 2, memoryLimit: 4 << 30, …))
///     for index in programs.indices { store(result.bitmap(index)) }
///
/// Memory: 8 KB a group and a segment for each thread, and what the segments' sets take, which spill
/// into files above half of the runner's limit.
package struct SegmentScan: Sendable {
    /// Groups over one table, on the user key.
    package struct Table: Sendable {
        fileprivate let blockCount: Int
        fileprivate let groupCount: Int
        fileprivate let worker: @Sendable () -> any TableWorker
        package let plan: GroupPlan

        /// Throws `ScanError` where a group does not fit the table.
        package init(
            _ groups: [ScanGroup], over source: some ScanSource, zone: Zone
        ) throws {
            let plan = try GroupPlan(groups, source: source, zone: zone)
            self.plan = plan
            groupCount = groups.count
            blockCount = source.blockCount
            worker = { GroupWorker(plan, source) }
        }
    }

    fileprivate let tables: [Table]
    fileprivate let sets: [Bitmap]
    fileprivate let base: Bitmap?
    fileprivate let segments: [SegmentProgram]

    /// `sets`: what programs name from outside the tables. `base`: the users who satisfy "zero times"
    /// without a row.
    package init(
        tables: [Table], sets: [Bitmap] = [], base: Bitmap? = nil, segments: [SegmentProgram]
    ) {
        self.tables = tables
        self.sets = sets
        self.base = tables.contains { $0.plan.baseCount > 0 } ? base : nil
        self.segments = segments
        precondition(
            segments.enumerated().allSatisfy { $1.isSound(at: $0, tables, sets) },
            "programs name groups, sets and earlier segments that there are")
    }

    package var segmentCount: Int { segments.count }

    /// Cancelled between two blocks.
    package func run(_ runner: ScanRunner) async throws -> SegmentScanResult {
        let last = (sets + (base.map { [$0] } ?? [])).compactMap(\.max).max() ?? 0
        let blocks = tables.map(\.blockCount).max() ?? 0
        let logs = try await runner.run(
            blocks: max(blocks, Int(last) / RowKeys.blockSize + 1),
            start: { SegmentWorker(self, runner.log(segments.count)) },
            finish: { worker in
                runner.release(worker.charged)
                return try worker.log.finish()
            },
            body: { worker, block in
                try worker.evaluate(block)
                try runner.charge(worker.byteCount, was: &worker.charged)
            })
        return SegmentScanResult(logs: logs)
    }
}

/// The sets of a scan's segments, put together when they are asked for.
package struct SegmentScanResult: Sendable {
    let logs: [FinishedBitmapLog]

    /// How many users a segment has. Cost: a step for each of its blocks.
    package func count(_ segment: Int) -> Int { logs.reduce(0) { $0 + $1.count(segment) } }

    package func bitmap(_ segment: Int) -> Bitmap { FinishedBitmapLog.bitmap(segment, of: logs) }
}

/// What a table's worker does, whatever its source: called once a block.
protocol TableWorker: Sendable {
    var words: [UInt64] { get }
    var byteCount: Int { get }
    mutating func evaluate(block: Int, base: [UInt64]?) throws -> Bool
}

extension GroupWorker: TableWorker {}

/// A thread's part of a scan of segments.
private struct SegmentWorker {
    let scan: SegmentScan
    let log: BitmapLog
    var charged = 0
    private var tables: [any TableWorker]
    /// Whether a table has anything in the block.
    private var isFilled: [Bool]
    private var sets: [[UInt64]]
    private var base: [UInt64]?
    /// The segments of the block.
    private var words: [UInt64]
    private var container: [UInt64]

    init(_ scan: SegmentScan, _ log: BitmapLog) {
        self.scan = scan
        self.log = log
        tables = scan.tables.map { $0.worker() }
        isFilled = tables.map { _ in false }
        let empty = [UInt64](repeating: 0, count: RowKeys.blockWords)
        sets = scan.sets.map { _ in empty }
        base = scan.base.map { _ in empty }
        words = Array(repeating: 0, count: scan.segments.count * RowKeys.blockWords)
        container = empty
    }

    var byteCount: Int {
        tables.reduce(8 * words.count + log.byteCount) { $0 + $1.byteCount }
    }

    mutating func evaluate(_ block: Int) throws {
        scan.base?.copyBlock(block, into: &base!, at: 0)
        for (index, set) in scan.sets.enumerated() {
            set.copyBlock(block, into: &sets[index], at: 0)
        }
        for index in tables.indices {
            isFilled[index] = try tables[index].evaluate(block: block, base: base)
        }
        let size = RowKeys.blockWords
        for (index, segment) in scan.segments.enumerated() {
            evaluate(segment, index)
            try log.append(set: index, block: block, words: words, at: index * size)
        }
    }

    private mutating func evaluate(_ segment: SegmentProgram, _ index: Int) {
        let (size, place) = (RowKeys.blockWords, index * RowKeys.blockWords)
        for word in place..<place + size { words[word] = 0 }
        for part in segment.containers {
            for word in container.indices { container[word] = ~0 }
            for input in part.included { combine(input, isExcluded: false) }
            for input in part.excluded { combine(input, isExcluded: true) }
            if part.subtracts {
                WordSets.subtract(&words, at: place, container, at: 0, words: size)
            } else {
                WordSets.unite(&words, at: place, with: container, at: 0, words: size)
            }
        }
    }

    private mutating func combine(_ input: SegmentProgram.Input, isExcluded: Bool) {
        switch input {
        case .group(let table, let index):
            guard isFilled[table] else {
                if !isExcluded { for word in container.indices { container[word] = 0 } }
                return
            }
            combine(tables[table].words, index * RowKeys.blockWords, isExcluded)
        case .set(let index): combine(sets[index], 0, isExcluded)
        case .segment(let index): combine(words, index * RowKeys.blockWords, isExcluded)
        }
    }

    private mutating func combine(_ source: [UInt64], _ place: Int, _ isExcluded: Bool) {
        let size = RowKeys.blockWords
        if isExcluded {
            WordSets.subtract(&container, at: 0, source, at: place, words: size)
        } else {
            WordSets.intersect(&container, at: 0, with: source, at: place, words: size)
        }
    }
}

/// A segment as set algebra over groups, outside sets and earlier segments of the same scan.
package struct SegmentProgram: Hashable, Sendable {
    package enum Input: Hashable, Sendable {
        case group(table: Int, index: Int)
        case set(Int)
        /// One that stands before this one.
        case segment(Int)
    }

    /// The users who are in all that is included and nothing that is excluded.
    package struct Container: Hashable, Sendable {
        package var included: [Input]
        package var excluded: [Input]
        package var subtracts: Bool

        /// Traps where nothing is included.
        package init(_ included: [Input], excluding excluded: [Input] = [], subtracts: Bool = false)
        {
            precondition(!included.isEmpty, "a container includes something")
            self.included = included
            self.excluded = excluded
            self.subtracts = subtracts
        }
    }

    /// United, or subtracted, from first to last.
    package var containers: [Container]

    package init(_ containers: [Container]) {
        self.containers = containers
    }

    /// A segment made of others.
    package init(_ operation: SegmentDefinition.Operation, of inputs: [Input]) {
        switch operation {
        case .union: containers = inputs.map { Container([$0]) }
        case .intersect: containers = inputs.isEmpty ? [] : [Container(inputs)]
        case .subtract:
            containers =
                inputs.isEmpty ? [] : [Container([inputs[0]], excluding: Array(inputs.dropFirst()))]
        }
    }

    fileprivate func isSound(
        at place: Int, _ tables: [SegmentScan.Table], _ sets: [Bitmap]
    ) -> Bool {
        containers.flatMap { $0.included + $0.excluded }.allSatisfy { input in
            switch input {
            case .group(let table, let index):
                tables.indices.contains(table) && (0..<tables[table].groupCount).contains(index)
            case .set(let index): sets.indices.contains(index)
            case .segment(let index): index >= 0 && index < place
            }
        }
    }
}
