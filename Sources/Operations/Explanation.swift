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
        let passes =
            switch prepared.question {
            case .flow: "one or two passes over the codes"
            case .pages: "one pass over the codes of pages and events"
            case .funnel, .retention, .trend: "one pass over the event codes"
            case .timeline: "a binary search in each month, without a pass,"
            }
        let reads =
            switch prepared.question {
            case .flow: "after a start, only the next events of users who start are read"
            case .funnel: "times are read only where an event matches a step"
            case .pages: "sessions are followed user by user"
            case .retention: "times are read only where an event starts or returns"
            case .timeline: "only the user's own events are read"
            case .trend: "times are read only where an event matches a series"
            }
        plan =
            "\(passes) of \(dataset.eventCount) events in "
            + "\(dataset.partitions.count) monthly partitions, users in blocks, with \(threads) "
            + "threads; \(reads)"
        let (columns, note) = Self.work(prepared.question)
        plan =
            "one pass over the \(columns) of \(dataset.eventCount) events in "
            + "\(dataset.partitions.count) monthly partitions, users in blocks, with \(threads) "
            + "threads; \(note)"
    }

    /// What is read of every event, and what else there is to know.
    private static func work(_ question: Question) -> (columns: String, note: String) {
        switch question {
        case .funnel:
            ("event codes", "times are read only where an event matches a step")
        case .pages:
            (
                "pages and times",
                "a lighter pass comes first where there are more pages than the limit"
            )
        }
    }

    package var text: String {
        "Question: \(question)\nRange: \(range)\nEngine: \(engine)\nPlan: \(plan)\n"
    }
}
