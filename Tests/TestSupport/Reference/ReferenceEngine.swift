package import Definitions

/// The funnel as `docs/guide/funnel.md` words it, searched attempt by attempt: slow, plain, and the
/// judge of all other engines.
///
/// Cost: per user, first steps x moments squared x steps; exponential only in the different events
/// of one moment.
package enum ReferenceEngine {
    /// The engine as a value that the shared checks take.
    package static let engine = TestedEngine("reference") { journeys, funnel, range in
        answer(funnel, over: journeys, range: range)
    }

    package static func answer(
        _ funnel: Funnel, over journeys: JourneySet, range: ResolvedRange? = nil
    ) -> FunnelAnswer {
        let filter = ReferenceFilter(types: journeys.propertyTypes, zone: journeys.zone)
        let units = journeys.users.flatMap { journey in
            self.units(
                of: journey, funnel, range ?? .always,
                Timeline(journey, funnel, filter, sessionGap: journeys.sessionGapMilliseconds))
        }
        let asked = journeys.asked(by: funnel.scope)
        var answer = FunnelAnswer(series: [], users: [:])
        for (index, segment) in funnel.segments.enumerated() {
            let members = units.filter {
                asked.contains($0.user) && segment.holds($0.user, journeys.segments)
            }
            ReferenceSeries(funnel: funnel, segment: segment, index: index, units: members)
                .add(to: &answer)
        }
        return answer
    }

    /// The units of one user that have a first step.
    private static func units(
        of journey: Journey, _ funnel: Funnel, _ range: ResolvedRange, _ timeline: Timeline
    ) -> [ReferenceUnit] {
        timeline.stretches(of: funnel.unit).flatMap { stretch -> [ReferenceUnit] in
            let heldValues = Set(stretch.flatMap(\.events).compactMap(\.held))
            let walks = heldValues.map { Walk(funnel, range, stretch, held: $0) }
            return progress(of: walks, funnel).map { ReferenceUnit(journey, funnel, $0) }
        }
    }

    private static func progress(of walks: [Walk], _ funnel: Funnel) -> [Progress] {
        if funnel.unit == .entry { return walks.flatMap { EntrySearch(walk: $0).progress() } }
        let all = walks.compactMap { walk in
            funnel.order == .unordered
                ? UnorderedSearch(walk: walk).progress() : OrderedSearch(walk: walk).progress()
        }
        return Progress.best(of: all).map { [$0] } ?? []
    }
}

extension SegmentChoice {
    func holds(_ user: String, _ segments: [String: Set<String>]) -> Bool {
        switch self {
        case .all: true
        case .members(let id): segments[id]?.contains(user) ?? false
        case .others(let id): !(segments[id]?.contains(user) ?? false)
        }
    }
}
