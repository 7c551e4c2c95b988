package import Definitions
package import EventStore

/// Answers flows from a dataset's columns.
///
///     let engine = FlowEngine(dataset: dataset, threads: 2)
///     let series = try await engine.answer(flow, range: range, zone: zone, segments: [:])
///
/// The question must have been checked against the dataset's schema. Cost: two passes, the first to
/// choose what is shown; one where there are few labels and one path a user. From a start, with the
/// unit `user`, a pass reads the codes of events, and beyond that only the next few events of users
/// who start; else the codes and times of all events.
package struct FlowEngine: Sendable {
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

    /// The flow's series in the order of its segments. `segments` holds the members of every segment
    /// that the flow names.
    package func answer(
        _ flow: Flow, range: ResolvedRange?, zone: Zone, segments: [String: UserMask]
    ) async throws -> [FlowSeries] {
        let plan = try FlowPlan(flow, range: range, zone: zone, dataset: dataset)
        var series: [FlowSeries] = []
        for segment in flow.scope.segments {
            let tally = try await tally(
                scan(plan, try segment.members(in: segments, limit: blocks.userLimit)))
            series.append(tally.series(segment, plan))
        }
        return series
    }

    private func tally(_ scan: FlowScan) async throws -> FlowTally {
        if let start = FlowPairs(scan.plan) {
            let pairs = try await scan.run(runner, collector: start)
            var whole = FlowTally(
                scan.plan, FlowNodes(pairs.map(\.arrivals), plan: scan.plan))
            for part in pairs {
                try runner.look()
                part.give(to: &whole)
            }
            return whole
        }
        let start = FlowTally(scan.plan, try await nodes(scan))
        var whole = start
        for tally in try await scan.run(runner, collector: start) {
            try runner.look()
            whole.merge(tally)
        }
        return whole
    }

    /// The numbers of the users of one element, ascending.
    package func people(
        _ flow: Flow, element: FlowElement, range: ResolvedRange?, zone: Zone,
        segments: [String: UserMask]
    ) async throws -> [UInt32] {
        let plan = try FlowPlan(flow, range: range, zone: zone, dataset: dataset)
        let scan = scan(
            plan,
            try flow.scope.segments[element.series].members(in: segments, limit: blocks.userLimit))
        var shown: FlowNodes?
        if element.namesOthers { shown = try await nodes(scan) }
        let collectors = try await scan.run(
            runner, collector: FlowPeople(element, plan, nodes: shown))
        return try runner.merge(collectors.map(\.users))
    }

    private func nodes(_ scan: FlowScan) async throws -> FlowNodes {
        let collectors = try await scan.run(runner, collector: ArrivalCollector(scan.plan))
        return FlowNodes(collectors, plan: scan.plan)
    }

    private func scan(_ plan: FlowPlan, _ members: UserMask?) -> FlowScan {
        FlowScan(plan: plan, dataset: dataset, blocks: blocks, members: members)
    }
}
