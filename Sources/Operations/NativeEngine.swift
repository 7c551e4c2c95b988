import Behavior
import Definitions
import EventStore

/// Asks the native engine of each kind of question.
struct NativeEngine {
    let threads: Int
    var progress: BlockRunner.Progress?
    /// The most bytes that a question may take; nil for no limit.
    var memoryLimit: Int?
    /// The pass that several questions share.
    var pass: SharedPass?

    /// The answer, once it is known what it rests on.
    func answer(
        _ prepared: PreparedQuestion
    ) async throws -> @Sendable (AnswerContext) -> Answer {
        let segments = try await asked(prepared)
        switch prepared.question {
        case .flow(let flow):
            let series = try await flowEngine(prepared).answer(
                flow, range: prepared.range, zone: prepared.zone, segments: segments)
            return { .flow(FlowResult(flow: flow, context: $0, series: series)) }
        case .funnel(let funnel):
            let series = try await funnelEngine(prepared).answer(
                funnel, range: prepared.range, zone: prepared.zone, segments: segments)
            return { .funnel(FunnelResult(funnel: funnel, context: $0, series: series)) }
        case .timeline(let timeline):
            let user = try prepared.user(timeline.user)
            let isAsked = segments[SegmentChoice.everyone]?.contains(Int(user)) ?? true
            let engine = TimelineEngine(
                dataset: prepared.dataset, memory: MemoryBudget(limit: memoryLimit))
            let events =
                try isAsked
                ? engine.events(of: user, timeline, range: prepared.range, zone: prepared.zone)
                : []
            let attributes = try prepared.attributes(of: user)
            return {
                .timeline(
                    TimelineResult(
                        timeline, context: $0, attributes: attributes, all: events))
            }
        case .trend(let trend):
            let timelines = try TrendTimelines(trend, range: prepared.range, zone: prepared.zone)
            let series = try await trendEngine(prepared).answer(
                trend, timelines, zone: prepared.zone, segments: segments)
            return {
                .trend(
                    TrendResult(trend: trend, context: $0, timelines: timelines, series: series))
            }
        case .pages(let pages):
            let timeline = try pages.timeline(range: prepared.range, zone: prepared.zone)
            let series = try await pagesEngine(prepared).answer(
                pages, range: prepared.range, zone: prepared.zone, segments: segments,
                timeline: timeline)
            let subjects = pages.detailSubjects(roles: prepared.dataset.manifest.roles)
            return {
                .pages(
                    PagesResult(
                        pages: pages, context: $0, series: series, timeline: timeline,
                        subjects: subjects))
            }
        case .profile(let profile):
            let (engine, asked) = try await profileEngine(prepared, profile)
            let series = try await engine.answer(profile, asked, segments: segments)
            return {
                .profile(
                    ProfileResult(
                        profile: profile, context: $0, timeline: asked.timeline, series: series))
            }
        case .retention(let retention):
            let series = try await retentionEngine(prepared).answer(
                retention, range: prepared.range, zone: prepared.zone, segments: segments)
            return {
                .retention(RetentionResult(retention: retention, context: $0, series: series))
            }
        }
    }

    /// The numbers of the users behind an element of the answer, ascending.
    func people(
        _ prepared: PreparedQuestion, element id: String
    ) async throws -> [UInt32] {
        let segments = try await asked(prepared)
        switch prepared.question {
        case .flow(let flow):
            return try await flowEngine(prepared).people(
                flow, element: FlowElement(id: id, of: flow), range: prepared.range,
                zone: prepared.zone, segments: segments)
        case .funnel(let funnel):
            return try await funnelEngine(prepared).people(
                funnel, element: FunnelElement(id: id, of: funnel), range: prepared.range,
                zone: prepared.zone, segments: segments)
        case .timeline: throw OperationError.noElements(of: "timeline")
        case .trend(let trend):
            let timelines = try TrendTimelines(trend, range: prepared.range, zone: prepared.zone)
            return try await trendEngine(prepared).people(
                trend, element: TrendElement(id: id, of: trend, timelines), timelines,
                zone: prepared.zone, segments: segments)
        case .pages(let pages):
            let timeline = try pages.timeline(range: prepared.range, zone: prepared.zone)
            let roles = prepared.dataset.manifest.roles
            if let element = PageDetailElement(
                id: id, of: pages, roles: roles, timeline: timeline)
            {
                return try await pagesEngine(prepared).people(
                    pages, detail: element, range: prepared.range, zone: prepared.zone,
                    segments: segments, timeline: timeline)
            }
            return try await pagesEngine(prepared).people(
                pages, element: PagesElement(id: id, of: pages), range: prepared.range,
                zone: prepared.zone, segments: segments)
        case .profile(let profile):
            let (engine, asked) = try await profileEngine(prepared, profile)
            return try await engine.people(
                profile, element: ProfileElement(id: id, of: profile), asked, segments: segments)
        case .retention(let retention):
            return try await retentionEngine(prepared).people(
                retention, element: RetentionElement(id: id, of: retention),
                range: prepared.range, zone: prepared.zone, segments: segments)
        }
    }

    /// Each question has a budget of its own.
    var runner: BlockRunner {
        BlockRunner(
            threads: threads, progress: progress, memory: MemoryBudget(limit: memoryLimit),
            pass: pass)
    }

    private func pagesEngine(_ prepared: PreparedQuestion) -> PagesEngine {
        PagesEngine(dataset: prepared.dataset, runner: runner)
    }

    private func funnelEngine(_ prepared: PreparedQuestion) async throws -> FunnelEngine {
        FunnelEngine(
            dataset: prepared.dataset, attributes: try await attributes(prepared),
            runner: runner)
    }

    private func retentionEngine(_ prepared: PreparedQuestion) async throws -> RetentionEngine {
        RetentionEngine(
            dataset: prepared.dataset, attributes: try await attributes(prepared),
            runner: runner)
    }

    private func flowEngine(_ prepared: PreparedQuestion) -> FlowEngine {
        FlowEngine(dataset: prepared.dataset, runner: runner)
    }

    private func trendEngine(_ prepared: PreparedQuestion) async throws -> TrendEngine {
        TrendEngine(
            dataset: prepared.dataset, attributes: try await attributes(prepared),
            runner: runner)
    }
}

extension OperationError {
    static func noElements(of kind: String) -> OperationError {
        OperationError("A \(kind) has no elements that name users; ask another kind of question.")
    }
}
