package import Definitions

/// The flow as `docs/guide/flow.md` words it, path by path: slow, plain, and the judge of all other
/// engines.
package enum FlowReference {
    /// `roles`: which properties are the journeys' page and element.
    package static func answer(
        _ flow: Flow, over journeys: JourneySet, range: ResolvedRange? = nil,
        roles: [String: String] = [:]
    ) -> FlowAnswer {
        let asked = journeys.asked(by: flow.scope)
        let paths = journeys.users.flatMap { journey -> [ReferencePath] in
            let timeline = FlowTimeline(
                journey, flow, journeys, range: range ?? .always, roles: roles)
            return timeline.paths
        }
        var answer = FlowAnswer(series: [], users: [:])
        for (index, segment) in flow.scope.segments.enumerated() {
            let members = paths.filter {
                asked.contains($0.user) && segment.holds($0.user, journeys.segments)
            }
            FlowReferenceSeries(flow: flow, segment: segment, index: index, paths: members)
                .add(to: &answer)
        }
        return answer
    }
}

/// The way of one user, session or match.
struct ReferencePath {
    let user: String
    var labels: [String]
    /// Whether nothing follows on the last label.
    var isEnded = true
}

/// The events of one user that can be steps, in their order.
struct FlowTimeline {
    struct Stop {
        let label: String
        let session: Int
        let time: Int64
        let isInRange: Bool
    }

    let user: String
    let flow: Flow
    private(set) var stops: [Stop] = []

    init(
        _ journey: Journey, _ flow: Flow, _ journeys: JourneySet, range: ResolvedRange,
        roles: [String: String]
    ) {
        user = journey.user
        self.flow = flow
        let filter = ReferenceFilter(types: journeys.propertyTypes, zone: journeys.zone)
        var session = 0
        var previous: JourneyEvent?
        let sorted = journey.events.sorted {
            FlowTimeline.precedes($0, $1, flow, roles)
        }
        for event in sorted {
            if let previous, event.time - previous.time > journeys.sessionGapMilliseconds {
                session += 1
            }
            previous = event
            guard filter.passes(flow.scope.filters, event),
                let value = Self.value(event, flow, roles), let label = Self.label(value, flow)
            else { continue }
            stops.append(
                Stop(
                    label: label, session: session, time: event.time,
                    isInRange: range.contains(event.time)))
        }
    }

    private static func precedes(
        _ left: JourneyEvent, _ right: JourneyEvent, _ flow: Flow, _ roles: [String: String]
    ) -> Bool {
        let places = (left.time, left.sequence ?? .min)
        let others = (right.time, right.sequence ?? .min)
        if places != others { return places < others }
        if left.name != right.name {
            return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
        let value = value(left, flow, roles) ?? ""
        return value.utf8.lexicographicallyPrecedes((self.value(right, flow, roles) ?? "").utf8)
    }

    private static func value(
        _ event: JourneyEvent, _ flow: Flow, _ roles: [String: String]
    ) -> String? {
        switch flow.subject {
        case .event: return event.name
        case .property(let name): return event.properties[name]?.words
        case .page:
            if let element = roles["element"], event.properties[element] != nil { return nil }
            return event.properties[roles["page"] ?? ""]?.words
        }
    }

    private static func label(_ value: String, _ flow: Flow) -> String? {
        let rule = flow.rules.first { matches(Array(value)[...], Array($0.pattern)[...]) }
        let label = rule?.label ?? value
        return flow.hidden.contains(label) ? nil : label
    }

    /// A star takes no character, or one and stays.
    static func matches(
        _ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>
    ) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return matches(text, pattern.dropFirst())
                || (!text.isEmpty && matches(text.dropFirst(), pattern))
        }
        return text.first == first && matches(text.dropFirst(), pattern.dropFirst())
    }
}

extension FlowTimeline {
    var paths: [ReferencePath] {
        switch flow.unit {
        case .user: pins.prefix(1).map(path)
        case .session:
            Dictionary(grouping: pins) { stops[$0].session }.values.compactMap(\.first).sorted()
                .map(path)
        case .transition: pins.map(path)
        }
    }

    /// The stops at which paths are pinned.
    private var pins: [Int] {
        stops.indices.filter { index in
            let stop = stops[index]
            guard stop.isInRange else { return false }
            let before = stops[..<index].last { $0.session == stop.session }
            switch flow.anchor {
            case .start(let value), .end(let value):
                guard stop.label == value else { return false }
            case nil:
                if flow.unit != .transition { return before == nil }
            }
            guard flow.collapsesRepeats, let before else { return true }
            return before.label != stop.label || !before.isInRange
        }
    }

    private func path(from pin: Int) -> ReferencePath {
        let stop = stops[pin]
        let others = flow.isBackward ? stops[..<pin].reversed() : Array(stops[(pin + 1)...])
        let reachable = others.filter { other in
            if let within = flow.within {
                return abs(other.time - stop.time) <= within.milliseconds
            }
            return other.session == stop.session
        }
        var labels = [stop.label]
        for other in reachable where !flow.collapsesRepeats || other.label != labels.last {
            labels.append(other.label)
        }
        return ReferencePath(
            user: user, labels: Array(labels.prefix(flow.steps)),
            isEnded: labels.count <= flow.steps)
    }
}
