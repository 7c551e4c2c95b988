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
        _ prepared: PreparedQuestion, element id: String, segments: [String: UserMask] = [:]
    ) async throws -> [UInt32] {
        switch prepared.question {
        case .funnel(let funnel):
            try await engine(prepared).people(
                funnel, element: FunnelElement(id: id, of: funnel), range: prepared.range,
                zone: prepared.zone, segments: segments)
        case .retention(let retention):
            try await retentionEngine(prepared).people(
                retention, element: RetentionElement(id: id, of: retention),
                range: prepared.range, zone: prepared.zone, segments: segments)
        }
    }

    private func engine(_ prepared: PreparedQuestion) -> FunnelEngine {
        FunnelEngine(dataset: prepared.dataset, threads: threads, progress: progress)
    }

    private func retentionEngine(_ prepared: PreparedQuestion) -> RetentionEngine {
        RetentionEngine(dataset: prepared.dataset, threads: threads, progress: progress)
    }
}
