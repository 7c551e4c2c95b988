package import Definitions
package import EventStore

/// Answers questions about pages from a dataset's columns at memory speed.
///
///     let engine = PagesEngine(dataset: dataset, threads: 2)
///     let series = try await engine.answer(pages, range: range, zone: zone, segments: [:])
///
/// The question must have been checked against the dataset's schema. Cost: one pass over the events,
/// and before it a lighter one where there are more pages than the limit; 8 bytes a view.
package struct PagesEngine: Sendable {
    package let dataset: EventDataset
    private let runner: BlockRunner
    private let blocks: UserBlocks

    package init(dataset: EventDataset, runner: BlockRunner) {
        self.dataset = dataset
        self.runner = runner
        blocks = UserBlocks(dataset)
    }

    package init(
        dataset: EventDataset, threads: Int,
        progress: BlockRunner.Progress? = nil
    ) {
        self.init(
            dataset: dataset, runner: BlockRunner(threads: threads, progress: progress))
    }

    /// The table of each of the question's segments. `segments` holds the members of every segment
    /// that the question names.
    package func answer(
        _ pages: Pages, range: ResolvedRange?, zone: Zone, segments: [String: UserMask]
    ) async throws -> [PageSeries] {
        let plan = try PagesPlan(pages, range: range, zone: zone, dataset: dataset)
        var series: [PageSeries] = []
        for segment in pages.scope.segments {
            series.append(
                try await answer(
                    segment, scan(plan, segment.members(in: segments, limit: blocks.userLimit))))
        }
        return series
    }

    /// The numbers of the users of one element, ascending.
    package func people(
        _ pages: Pages, element: PagesElement, range: ResolvedRange?, zone: Zone,
        segments: [String: UserMask]
    ) async throws -> [UInt32] {
        let plan = try PagesPlan(pages, range: range, zone: zone, dataset: dataset)
        let members = try pages.scope.segments[element.series].members(
            in: segments, limit: blocks.userLimit)
        let scan = scan(plan, members)
        guard let page = element.page else {
            return try await scan.people(
                runner, PageRows([], of: plan.labels), element.group, row: nil)
        }
        let rows = try await rows(for: page, scan)
        guard let row = rows.row(of: page) else { return [] }
        return try await scan.people(runner, rows, element.group, row: row)
    }

    private func scan(_ plan: PagesPlan, _ members: UserMask?) -> PagesScan {
        PagesScan(plan: plan, dataset: dataset, blocks: blocks, members: members)
    }

    private func answer(_ segment: SegmentChoice, _ scan: PagesScan) async throws -> PageSeries {
        let shown = try await shown(scan)
        let rows = PageRows(shown.labels, of: scan.plan.labels)
        let merged = try MergedPages(
            await scan.counts(runner, rows), rows: rows.count, runner: runner)
        let table = zip(rows.pages, merged.tallies).map { PageRow($0, $1) }
            .filter { !$0.tally.isEmpty }.sorted { $0.precedes($1) }
        let values = table.count { if case .value = $0.page { true } else { false } }
        return PageSeries(
            segment: segment, total: merged.total, rows: table, pageCount: shown.count ?? values)
    }

    /// The labels with a row of their own, and how many there are; nil where all have one.
    private func shown(_ scan: PagesScan) async throws -> (labels: [Int], count: Int?) {
        let labels = scan.plan.labels.titles
        guard labels.count > scan.plan.limit else { return (Array(labels.indices), nil) }
        let (views, clicks) = try await scan.labelCounts(runner)
        let found = labels.indices.filter { views[$0] > 0 || clicks[$0] > 0 }.sorted {
            views[$0] == views[$1]
                ? labels[$0].utf8.lexicographicallyPrecedes(labels[$1].utf8)
                : views[$0] > views[$1]
        }
        return (Array(found.prefix(scan.plan.limit)), found.count)
    }

    /// Rows of which one is the page's: the table's own for `(other)`, which it alone defines.
    private func rows(for page: BreakdownValue, _ scan: PagesScan) async throws -> PageRows {
        let labels = scan.plan.labels
        return switch page {
        case .other: PageRows(try await shown(scan).labels, of: labels)
        case .none: PageRows([], of: labels)
        case .value(let title): PageRows(labels.index(of: title).map { [$0] } ?? [], of: labels)
        }
    }
}
