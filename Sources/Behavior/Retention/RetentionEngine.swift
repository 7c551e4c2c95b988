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
    private let runner: BlockRunner
    private let blocks: UserBlocks

    package init(dataset: EventDataset, threads: Int, progress: BlockRunner.Progress? = nil) {
        self.dataset = dataset
        runner = BlockRunner(threads: threads, progress: progress)
        blocks = UserBlocks(dataset)
    }

    /// The series in the order of the question's segments. `segments` holds the members of every
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
            let empty = CellTally(
                cellCount: plan.layout.cellCount, hasValues: plan.measured != nil)
            var whole = empty
            for tally in try await scan.run(runner, collector: empty) { whole.add(tally) }
            let table = plan.layout.table(whole.counts, values: whole.values)
            series.append(RetentionSeries(segment: segment, table: table))
        }
        return series
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
        let collectors = try await scan.run(
            runner, collector: CellPeople(cell: cell, without: without))
        return collectors.flatMap(\.users).sorted()
    }

    private func plan(
        _ retention: Retention, _ range: ResolvedRange?, _ zone: Zone
    ) throws -> RetentionPlan {
        try RetentionPlan(
            RetentionLayout(
                retention, range: range, zone: zone,
                dataFrom: dataset.partitions.map(\.firstTime).min(),
                dataUntil: dataset.dataUntil),
            zone: zone, dataset: dataset)
    }
}
