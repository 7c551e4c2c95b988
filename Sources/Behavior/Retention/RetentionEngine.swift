package import Definitions
package import EventStore

/// Answers retention questions from a dataset's columns at memory speed.
///
///     let engine = RetentionEngine(dataset: dataset, threads: 2)
///     let series = try await engine.answer(retention, range: range, zone: zone, segments: [:])
///
/// The question must have been checked against the dataset's schema. Cost: one pass over the event
/// codes, and over the times of the events that match.
package struct RetentionEngine: Sendable {
    package let dataset: EventDataset
    private let attributes: [String: UserAttribute]
    private let runner: BlockRunner
    private let blocks: UserBlocks

    /// `attributes`: those that the question may split its result by.
    package init(
        dataset: EventDataset, attributes: [String: UserAttribute] = [:], runner: BlockRunner
    ) {
        self.dataset = dataset
        self.attributes = attributes
        self.runner = runner
        blocks = UserBlocks(dataset)
    }

    package init(
        dataset: EventDataset, attributes: [String: UserAttribute] = [:], threads: Int,
        progress: BlockRunner.Progress? = nil
    ) {
        self.init(
            dataset: dataset, attributes: attributes,
            runner: BlockRunner(threads: threads, progress: progress))
    }

    /// The series in the order of the question's segments; with a breakdown, after each whole series
    /// those of its values. `segments` holds the members of every
    /// segment that the question names.
    package func answer(
        _ retention: Retention, range: ResolvedRange?, zone: Zone, segments: [String: UserMask]
    ) async throws -> [RetentionSeries] {
        let plan = try plan(retention, range, zone)
        var series: [RetentionSeries] = []
        for segment in retention.scope.segments {
            let scan = RetentionScan(
                plan, dataset: dataset, blocks: blocks,
                members: try segment.members(in: segments, limit: blocks.userLimit))
            try require(plan)
            var whole = CellTally(
                cellCount: plan.layout.cellCount, hasValues: plan.measured != nil)
            var rows: [RetentionSeries] = []
            if let source = plan.source {
                rows = try await split(scan, source, segment, adding: &whole)
            } else {
                for tally in try await scan.run(runner, collector: whole) {
                    try runner.look()
                    whole.add(tally)
                }
            }
            let table = plan.layout.table(whole.counts, values: whole.values)
            series.append(RetentionSeries(segment: segment, table: table))
            series += rows
        }
        return series
    }

    /// A series for each row of the breakdown that has members. Every member of a cohort is in one row,
    /// so that they add up to the whole.
    private func split(
        _ scan: RetentionScan, _ source: BreakdownSource, _ segment: SegmentChoice,
        adding whole: inout CellTally
    ) async throws -> [RetentionSeries] {
        let layout = scan.plan.layout
        let rows = try await rows(scan)
        try require(scan.plan, rows: rows.count)
        let empty = SplitCells(
            rows, cellCount: layout.cellCount, hasValues: scan.plan.measured != nil)
        var split = empty
        for part in try await scan.run(runner, collector: empty) {
            try runner.look()
            split.add(part)
        }
        return try (0..<rows.count).compactMap { index in
            try runner.look()
            let (counts, values) = split.row(index)
            whole.add(CellTally(counts, values))
            guard counts.contains(where: { $0 > 0 }) else { return nil }
            return RetentionSeries(
                segment: segment, breakdown: rows.value(index, of: source),
                table: layout.table(counts, values: values))
        }
    }

    /// Room for the cells of every worker, before they are taken.
    private func require(_ plan: RetentionPlan, rows: Int = 1) throws {
        let cells = CellTally.byteCount(
            cellCount: plan.layout.cellCount * rows, hasValues: plan.measured != nil)
        try runner.memory.require(cells * (runner.threads + 1), for: RetentionScan.use)
    }

    /// The rows of the breakdown, found in a pass of its own.
    private func rows(_ scan: RetentionScan) async throws -> BreakdownRows {
        var ranks = CohortRanks(cellsPerPeriod: scan.plan.layout.cellsPerPeriod)
        for part in try await scan.run(runner, collector: ranks) { ranks.add(part) }
        return BreakdownRows(ranks.top(scan.plan.retention.breakdown?.limit ?? 0))
    }

    /// The numbers of the users of one element, ascending.
    package func people(
        _ retention: Retention, element: RetentionElement, range: ResolvedRange?, zone: Zone,
        segments: [String: UserMask]
    ) async throws -> [UInt32] {
        let plan = try plan(retention, range, zone)
        let (cell, without) = try plan.layout.requiredCells(of: element)
        let scan = RetentionScan(
            plan, dataset: dataset, blocks: blocks,
            members: try retention.scope.segments[element.series].members(
                in: segments, limit: blocks.userLimit))
        var part: (rows: BreakdownRows, index: Int)?
        if let value = element.breakdown, let source = plan.source {
            let rows = try await rows(scan)
            guard let index = rows.index(of: value, of: source) else { return [] }
            part = (rows, index)
        }
        let collectors = try await scan.run(
            runner, collector: CellPeople(cell: cell, without: without, part: part))
        return try runner.merge(collectors.map(\.users))
    }

    private func plan(
        _ retention: Retention, _ range: ResolvedRange?, _ zone: Zone
    ) throws -> RetentionPlan {
        try RetentionPlan(
            RetentionLayout(
                retention, range: range, zone: zone,
                dataFrom: dataset.partitions.map(\.firstTime).min(),
                dataUntil: dataset.dataUntil),
            zone: zone, dataset: dataset, attributes: attributes, memory: runner.memory)
    }
}
