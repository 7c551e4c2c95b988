import Definitions
import EventStore

/// A question with its dataset open, its names checked and its range resolved.
struct PreparedQuestion {
    let question: Question
    let dataset: EventDataset
    let zone: Zone
    let range: ResolvedRange?

    init(_ question: Question, home: Home, now: Int64) throws {
        self.question = question
        let scope = question.scope
        dataset = try home.open(scope.dataset)
        zone =
            try scope.timezone.map { (name) throws(DefinitionError) in try Zone(name) }
            ?? home.zone
        try question.check(against: dataset.schema)
        range =
            try scope.range?.resolved(in: zone, now: now)
            ?? question.wholeRange(
                from: dataset.partitions.map(\.firstTime).min(), until: dataset.dataUntil,
                in: zone)
    }

    func context(_ engine: EngineChoice, elapsed: Duration) -> AnswerContext {
        AnswerContext(
            engine: engine.rawValue, elapsedMilliseconds: Int64(elapsed / .milliseconds(1)),
            range: range, zone: zone, dataUntil: dataset.dataUntil)
    }
}
