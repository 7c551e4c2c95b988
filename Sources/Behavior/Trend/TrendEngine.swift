package import Definitions
package import EventStore

/// Answers trends from a dataset's columns at memory speed.
///
///     let engine = TrendEngine(dataset: dataset, threads: 2)
///     let series = try await engine.answer(trend, timelines, zone: zone, segments: [:])
///
/// The question must have been checked against the dataset's schema. Cost: one pass over the event
/// codes and the times of the events that match for all plain series together, one pass for every
/// other series; with a breakdown one more, and with a comparison as many again.
package struct TrendEngine: Sendable {
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

    /// Segment by segment the question's series, after each whole one those of its values.
    /// `segments` holds the members of every segment that the trend names.
    package func answer(
        _ trend: Trend, _ timelines: TrendTimelines, zone: Zone, segments: [String: UserMask]
    ) async throws -> [TrendSeries] {
        let plan = try plan(trend, zone)
        var series: [TrendSeries] = []
        for segment in trend.segments {
            let members = try segment.members(in: segments, limit: blocks.userLimit)
            let rows = try await rows(plan, timelines, members)
            let current = try await cells(plan, timelines.current, rows, members)
            var compared: [TrendCells]?
            if let timeline = timelines.compared {
                compared = try await cells(plan, timeline, rows, members)
            }
            for index in trend.series.indices {
                try runner.look()
                series += self.series(
                    plan, index, segment, rows[index], current[index], compared?[index])
            }
        }
        return series
    }

    /// The numbers of the users of one element, ascending.
    package func people(
        _ trend: Trend, element: TrendElement, _ timelines: TrendTimelines, zone: Zone,
        segments: [String: UserMask]
    ) async throws -> [UInt32] {
        let plan = try plan(trend, zone)
        let members = try trend.segments[element.segment].members(
            in: segments, limit: blocks.userLimit)
        var rows = TrendRows()
        if element.breakdown != nil {
            rows = try await self.rows(plan, timelines, members)[element.series]
        }
        guard let timeline = element.isCompared ? timelines.compared : timelines.current,
            timeline.count > 0, let row = rows.row(of: element.breakdown, plan.source)
        else { return [] }
        let walker = TrendPeopleWalker(
            scan(plan, timeline, members, range: element.point.map(timeline.span)),
            series: element.series, rows: rows, row: row)
        let blocks = blocks
        let walkers = try await runner.run(
            blocks: blocks.count, start: { walker }, use: "the people of its point",
            size: { 4 * $0.users.count },
            body: { walker, block in
                walker.walk(blocks.users(block))
            })
        return try runner.merge(walkers.map(\.users))
    }

    private func plan(_ trend: Trend, _ zone: Zone) throws -> TrendPlan {
        try TrendPlan(
            trend, zone: zone, dataset: dataset, attributes: attributes, memory: runner.memory)
    }

    private func scan(
        _ plan: TrendPlan, _ timeline: TrendTimeline, _ members: UserMask?,
        range: ResolvedRange? = nil
    ) -> TrendScan {
        TrendScan(
            plan, timeline, range: range, dataset: dataset, blocks: blocks, members: members)
    }

    /// The rows of each series: the values with the most events in the range.
    private func rows(
        _ plan: TrendPlan, _ timelines: TrendTimelines, _ members: UserMask?
    ) async throws -> [TrendRows] {
        guard let breakdown = plan.trend.breakdown, let source = plan.source else {
            return plan.lines.map { _ in TrendRows() }
        }
        let rankCount = source.valueCount
        var events = plan.lines.map { _ in Array(repeating: 0, count: rankCount) }
        if timelines.current.count > 0 {
            let counter = TrendRankCounter(
                scan(plan, timelines.current, members), rankCount: rankCount)
            let blocks = blocks
            let counters = try await runner.run(
                blocks: blocks.count, start: { counter }, use: Self.use,
                size: { counter in 8 * counter.events.reduce(0) { $0 + $1.count } },
                body: { $0.walk(blocks.users($1)) })
            for counter in counters {
                for (series, counts) in counter.events.enumerated() {
                    for rank in counts.indices { events[series][rank] += counts[rank] }
                }
            }
        }
        return events.map { TrendRows(eventsByRank: $0, limit: breakdown.limit) }
    }

    private static let use = "the points of its lines"

    private func cells(
        _ plan: TrendPlan, _ timeline: TrendTimeline, _ rows: [TrendRows], _ members: UserMask?
    ) async throws -> [TrendCells] {
        let room = plan.lines.indices.reduce(0) { sum, index in
            sum + TrendCells.byteCount(rowCount: rows[index].count, pointCount: timeline.count)
        }
        try runner.memory.require(room * (runner.threads + 1), for: Self.use)
        let start = TrendWalker(scan(plan, timeline, members), rows: rows)
        guard timeline.count > 0 else { return start.cells }
        let blocks = blocks
        let walkers = try await runner.run(
            blocks: blocks.count, start: { start }, use: Self.use,
            size: { walker in walker.cells.reduce(0) { $0 + $1.byteCount } },
            body: { $0.walk(blocks.users($1)) })
        var cells = start.cells
        for var walker in walkers {
            walker.finish()
            for series in cells.indices {
                try runner.look()
                cells[series].merge(walker.cells[series])
            }
        }
        return cells
    }

    private func series(
        _ plan: TrendPlan, _ index: Int, _ segment: SegmentChoice, _ rows: TrendRows,
        _ current: TrendCells, _ compared: TrendCells?
    ) -> [TrendSeries] {
        let measure = plan.lines[index].measure
        func one(_ row: Int, _ value: BreakdownValue?) -> TrendSeries {
            TrendSeries(
                segment: segment, series: index, breakdown: value,
                current: current.line(measure, row: row),
                compared: compared?.line(measure, row: row))
        }
        let whole = one(TrendRows.whole, nil)
        guard let source = plan.source else { return [whole] }
        return [whole]
            + (1..<rows.count).filter { row in
                row < rows.other || current.hasEvents(row: row)
                    || compared?.hasEvents(row: row) ?? false
            }.map { one($0, rows.value(ofRow: $0, source)) }
    }
}

extension BreakdownSource {
    /// How many values there are, in all the dataset.
    fileprivate var valueCount: Int {
        switch self {
        case .property(let ranks): ranks.titles.count
        case .attribute(let attribute): attribute.titles.count
        }
    }
}
