package import Definitions
package import EventStore

/// Answers funnels from a dataset's columns at memory speed.
///
///     let engine = FunnelEngine(dataset: dataset, threads: 2)
///     let series = try await engine.answer(funnel, range: range, zone: zone, segments: [:])
///
/// The question must have been checked against the dataset's schema. Cost: one pass over the event
/// codes, and over the times of the events that match a step.
package struct FunnelEngine: Sendable {
    package let dataset: EventDataset
    private let attributes: [String: UserAttribute]
    private let runner: BlockRunner
    private let blocks: UserBlocks
    private let usesLists: Bool

    /// `attributes`: those that the question may split its result by. `usesLists`: whether rare
    /// events may be read from their lists; false for tests of the other ways to the same answer.
    package init(
        dataset: EventDataset, attributes: [String: UserAttribute] = [:], runner: BlockRunner,
        usesLists: Bool = true
    ) {
        self.dataset = dataset
        self.attributes = attributes
        self.runner = runner
        blocks = UserBlocks(dataset)
        self.usesLists = usesLists
    }

    package init(
        dataset: EventDataset, attributes: [String: UserAttribute] = [:], threads: Int,
        progress: BlockRunner.Progress? = nil, usesLists: Bool = true
    ) {
        self.init(
            dataset: dataset, attributes: attributes,
            runner: BlockRunner(threads: threads, progress: progress), usesLists: usesLists)
    }

    /// The funnel's series in the order of its segments; with a breakdown, after each whole series
    /// those of its values. `segments` holds the members of every segment that the funnel names.
    package func answer(
        _ funnel: Funnel, range: ResolvedRange?, zone: Zone, segments: [String: UserMask]
    ) async throws -> [FunnelSeries] {
        let plan = try plan(funnel, range, zone)
        var series: [FunnelSeries] = []
        for segment in funnel.segments {
            let tally = try await tally(
                plan, segment.members(in: segments, limit: blocks.userLimit))
            series.append(FunnelSeries(segment: segment, breakdown: nil, tally: tally.whole))
            series += tally.shown.map {
                FunnelSeries(segment: segment, breakdown: $0.value, tally: $0.tally)
            }
        }
        return series
    }

    /// The numbers of the users of one element, ascending.
    package func people(
        _ funnel: Funnel, element: FunnelElement, range: ResolvedRange?, zone: Zone,
        segments: [String: UserMask]
    ) async throws -> [UInt32] {
        let plan = try plan(funnel, range, zone)
        let members = try funnel.segments[element.series].members(
            in: segments, limit: blocks.userLimit)
        var values: PeopleCollector.ValueSet?
        if let breakdown = element.breakdown {
            values = try await tally(plan, members).ranks(of: breakdown)
        }
        let collectors = try await scan(plan, members).run(
            runner, collector: PeopleCollector(element, values: values, attribute: plan.attribute))
        return try runner.merge(collectors.map(\.users))
    }

    private func plan(
        _ funnel: Funnel, _ range: ResolvedRange?, _ zone: Zone
    ) throws -> FunnelPlan {
        try FunnelPlan(
            funnel, range: range, zone: zone, dataset: dataset, attributes: attributes,
            memory: runner.memory)
    }

    private func tally(_ plan: FunnelPlan, _ members: UserMask?) async throws -> MergedTally {
        let scan = scan(plan, members)
        let all = TallyCollector(
            steps: plan.steps.count, splits: plan.source != nil, attribute: plan.attribute)
        let merged = try MergedTally(
            await scan.run(runner, collector: all), plan: plan, runner: runner)
        guard let top = merged.topRanks, top.count < merged.valueCount else { return merged }
        // Whose units have several of the other values must count once: the rest is one value.
        let kept = TallyCollector(
            steps: plan.steps.count, splits: true, attribute: plan.attribute, kept: Set(top))
        return try MergedTally(
            await scan.run(runner, collector: kept), plan: plan, top: top, runner: runner)
    }

    private func scan(_ plan: FunnelPlan, _ members: UserMask?) -> FunnelScan {
        FunnelScan(
            plan: plan, dataset: dataset, blocks: blocks, members: members, usesLists: usesLists)
    }
}
