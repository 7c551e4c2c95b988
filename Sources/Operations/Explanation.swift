import Definitions
import EventStore

/// What an answer rests on, in words.
package struct Explanation: Hashable, Sendable {
    /// The question, one sentence per option.
    package let question: String
    /// The range as instants, or that there is none.
    package let range: String
    package let engine: String
    package let plan: String

    init(_ prepared: PreparedQuestion, engine: EngineChoice, threads: Int) {
        question = prepared.question.described(in: .english)
        let zone = prepared.zone
        range =
            prepared.range.map {
                "from \(zone.text($0.from)) until before \(zone.text($0.to)) (\(zone.name))"
            } ?? "all time (\(zone.name))"
        self.engine = engine.rawValue
        let dataset = prepared.dataset
        var matched = "the question"
        if case .funnel = prepared.question { matched = "a step" }
        plan =
            "one pass over the event codes of \(dataset.eventCount) events in "
            + "\(dataset.partitions.count) monthly partitions, users in blocks, with \(threads) "
            + "threads; times are read only where an event matches \(matched)"
    }

    package var text: String {
        "Question: \(question)\nRange: \(range)\nEngine: \(engine)\nPlan: \(plan)\n"
    }
}
