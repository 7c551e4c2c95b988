import Behavior
import Definitions

/// Asks the native engine of each kind of question.
struct NativeEngine {
    let threads: Int
    var progress: BlockRunner.Progress?

    /// The answer, once it is known what it rests on.
    func answer(
        _ prepared: PreparedQuestion, segments: [String: UserMask] = [:]
    ) async throws -> (AnswerContext) -> Answer {
        switch prepared.question {
        case .funnel(let funnel):
            let series = try await engine(prepared).answer(
                funnel, range: prepared.range, zone: prepared.zone, segments: segments)
            return { .funnel(FunnelResult(funnel: funnel, context: $0, series: series)) }
        case .pages(let pages):
            let series = try await pagesEngine(prepared).answer(
                pages, range: prepared.range, zone: prepared.zone, segments: segments)
            return { .pages(PagesResult(pages: pages, context: $0, series: series)) }
        }
    }

    /// The numbers of the users behind an element of the answer, ascending.
    func people(
        _ prepared: PreparedQuestion, element id: String, segments: [String: UserMask] = [:]
    ) async throws -> [UInt32] {
        switch prepared.question {
        case .funnel(let funnel):
            try await engine(prepared).people(
                funnel, element: FunnelElement(id: id, of: funnel), range: prepared.range,
                zone: prepared.zone, segments: segments)
        case .pages(let pages):
            try await pagesEngine(prepared).people(
                pages, element: PagesElement(id: id, of: pages), range: prepared.range,
                zone: prepared.zone, segments: segments)
        }
    }

    private func pagesEngine(_ prepared: PreparedQuestion) -> PagesEngine {
        PagesEngine(dataset: prepared.dataset, threads: threads, progress: progress)
    }

    private func engine(_ prepared: PreparedQuestion) -> FunnelEngine {
        FunnelEngine(dataset: prepared.dataset, threads: threads, progress: progress)
    }
}
