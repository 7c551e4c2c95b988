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
        let (work, note) = Self.work(prepared.question)
        plan =
            "\(work) of \(dataset.eventCount) events in \(dataset.partitions.count) monthly "
            + "partitions, users in blocks, with \(threads) threads; \(note)"
    }

    /// What is gone through, and what of it is read.
    private static func work(_ question: Question) -> (work: String, note: String) {
        switch question {
        case .flow:
            (
                "one or two passes over the codes",
                "after a start, only the next events of users who start are read"
            )
        case .funnel:
            (
                "one pass over the event codes",
                "times are read only where an event matches a step"
            )
        case .pages:
            (
                "two passes over the pages and times",
                "a lighter pass comes first where there are more pages than the limit"
            )
        case .profile:
            (
                "one pass over the event codes for each attribute that is estimated",
                "one over the times for all users; stored attributes are one look-up a user"
            )
        case .retention:
            (
                "one pass over the event codes",
                "times are read only where an event starts or returns"
            )
        case .timeline:
            ("a binary search among the users", "only the user's own events are read")
        case .trend:
            (
                "one pass over the event codes",
                "times are read only where an event matches a series"
            )
        }
    }

    package var text: String {
        "Question: \(question)\nRange: \(range)\nEngine: \(engine)\nPlan: \(plan)\n"
    }
}
