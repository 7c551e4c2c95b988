import Definitions
import TestSupport
import Testing

extension Funnel {
    /// A funnel whose steps are the letters: `.of("ABC")`.
    static func of(_ letters: String) -> Funnel {
        Funnel(
            dataset: "test", steps: letters.map { EventMatcher([.init(event: String($0))]) })
    }

    /// The funnel with some of its options changed.
    func with(_ change: (inout Funnel) -> Void) -> Funnel {
        var funnel = self
        change(&funnel)
        return funnel
    }
}

extension EventMatcher {
    static func anyOf(_ names: String...) -> EventMatcher {
        EventMatcher(names.map { .init(event: $0) })
    }
}

extension Funnel.Exclusion {
    /// X between two steps.
    static func of(_ event: String, after: Int, before: Int) -> Funnel.Exclusion {
        Funnel.Exclusion(.anyOf(event), afterStep: after, beforeStep: before)
    }
}

/// Expects every line's level, as `-> 3` says it.
func expect(
    _ funnel: Funnel, range: ResolvedRange? = nil, gap: Int64 = 1_800_000, _ text: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let journeys = JourneySet(text: text, sessionGapMilliseconds: gap)
    let answer = ReferenceEngine.answer(funnel, over: journeys, range: range)
    #expect(
        Conservation.violations(in: answer, to: funnel) == [], sourceLocation: sourceLocation)
    let levels = answer.levels
    for journey in journeys.users {
        guard let expected = journey.expected else { continue }
        #expect(
            levels[journey.user] ?? 0 == expected, "\(journey.user) \(journey.path)",
            sourceLocation: sourceLocation)
    }
}
