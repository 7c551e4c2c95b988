import Definitions

/// One event as the funnel sees it.
struct Occurrence: Hashable {
    /// Steps that the event matches, 1 for the first.
    let steps: Set<Int>
    /// Exclusions that it matches, by their place in the funnel.
    let exclusions: Set<Int>
    /// The values of the held properties; nil where one is missing.
    let held: [Value]?
    /// The value of the property that splits the result.
    let split: Value?
}

/// Events of one time and sequence number: inside it every order is allowed.
struct TimelineMoment {
    let time: Int64
    let session: Int
    var events: [Occurrence]
}

/// A user's events after the analysis' `where`, moment by moment.
struct Timeline {
    var moments: [TimelineMoment] = []

    init(_ journey: Journey, _ funnel: Funnel, _ filter: ReferenceFilter, sessionGap: Int64) {
        var session = 0
        var previous: JourneyEvent?
        var open: JourneyEvent?
        for event in journey.events.sorted(by: Self.precedes) {
            if let previous, event.time - previous.time > sessionGap { session += 1 }
            previous = event
            guard filter.passes(funnel.filters, event) else { continue }
            if let open, open.time == event.time, open.sequence == event.sequence {
                moments[moments.count - 1].events.append(Occurrence(event, funnel, filter))
            } else {
                moments.append(
                    TimelineMoment(
                        time: event.time, session: session,
                        events: [Occurrence(event, funnel, filter)]))
            }
            open = event
        }
    }

    /// By time, then sequence; no sequence number comes before all others.
    private static func precedes(_ left: JourneyEvent, _ right: JourneyEvent) -> Bool {
        (left.time, left.sequence ?? .min) < (right.time, right.sequence ?? .min)
    }

    /// The stretches in which one attempt must stay: the sessions, or all of it.
    func stretches(of unit: Funnel.Unit) -> [[TimelineMoment]] {
        guard unit == .session else { return [moments] }
        return Dictionary(grouping: moments, by: \.session).sorted { $0.key < $1.key }.map(\.value)
    }
}

extension Occurrence {
    init(_ event: JourneyEvent, _ funnel: Funnel, _ filter: ReferenceFilter) {
        steps = Set(
            funnel.steps.indices.filter { filter.matches(funnel.steps[$0], event) }.map { $0 + 1 })
        exclusions = Set(
            funnel.exclusions.indices.filter {
                filter.matches(funnel.exclusions[$0].matcher, event)
            })
        let values = funnel.hold.compactMap { event.properties[$0] }
        held = values.count == funnel.hold.count ? values : nil
        if case .property(let name, _) = funnel.breakdown?.subject {
            split = event.properties[name]
        } else {
            split = nil
        }
    }
}
