package import Definitions

/// One user's events as `docs/guide/timeline.md` words it.
package enum TimelineReference {
    package static func events(
        _ timeline: UserTimeline, _ journey: Journey, in journeys: JourneySet, range: ResolvedRange?
    ) -> [TimelineEvent] {
        let filter = ReferenceFilter(types: journeys.propertyTypes, zone: journeys.zone)
        var events: [TimelineEvent] = []
        var session = 0
        var last: Int64?
        for event in journey.events.sorted(by: { precedes($0, $1, journeys.hasSequence) }) {
            if last.map({ event.time - $0 > journeys.sessionGapMilliseconds }) ?? true {
                session += 1
            }
            last = event.time
            guard (range ?? .always).contains(event.time),
                filter.passes(timeline.scope.filters, event)
            else { continue }
            let properties = event.properties.sorted { $0.key < $1.key }.map {
                TimelineEvent.Property($0.key, $0.value)
            }
            events.append(
                TimelineEvent(
                    time: event.time, event: event.name, session: session,
                    properties: properties))
        }
        return events
    }

    private static func precedes(
        _ left: JourneyEvent, _ right: JourneyEvent, _ hasSequence: Bool
    ) -> Bool {
        if left.time != right.time { return left.time < right.time }
        if hasSequence { return left.sequence ?? .min < right.sequence ?? .min }
        return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
}
