package import Definitions

/// A page table as `docs/guide/pages.md` words it, counted from lists of sessions: slow and plain.
package enum PagesReference {
    package static func answer(
        _ pages: Pages, over journeys: JourneySet, range: ResolvedRange? = nil
    ) -> PagesAnswer {
        let asked = journeys.asked(by: pages.scope)
        var answer = PagesAnswer(series: [], users: [:])
        for (index, segment) in pages.scope.segments.enumerated() {
            let users = journeys.users.filter {
                asked.contains($0.user) && segment.holds($0.user, journeys.segments)
            }
            let reader = PageReader(pages, journeys, range ?? .always)
            let sessions = users.flatMap { reader.sessions(of: $0) }
            PageTableReference(pages: pages, segment: segment, index: index, sessions: sessions)
                .add(to: &answer)
        }
        return answer
    }
}

/// An event that counts.
struct PageOccurrence {
    let user: String
    let time: Int64
    let isView: Bool
    let isClick: Bool
    /// The label of its row; nil without a value.
    let label: String?
}

/// Cuts a journey into sessions of the events that count.
private struct PageReader {
    private let pages: Pages
    private let journeys: JourneySet
    private let range: ResolvedRange
    private let filter: ReferenceFilter

    init(_ pages: Pages, _ journeys: JourneySet, _ range: ResolvedRange) {
        self.pages = pages
        self.journeys = journeys
        self.range = range
        filter = ReferenceFilter(types: journeys.propertyTypes, zone: journeys.zone)
    }

    /// The sessions are those of all events; what does not count is taken out of them afterwards.
    func sessions(of journey: Journey) -> [[PageOccurrence]] {
        var sessions: [[JourneyEvent]] = []
        for event in journey.events.sorted(by: precedes) {
            if let last = sessions.last?.last,
                event.time - last.time <= journeys.sessionGapMilliseconds
            {
                sessions[sessions.count - 1].append(event)
            } else {
                sessions.append([event])
            }
        }
        return sessions.map { session in
            session.filter { range.contains($0.time) && filter.passes(pages.scope.filters, $0) }
                .map { occurrence($0, of: journey.user) }
        }
    }

    /// By time, sequence, name, value (none last), views after others.
    private func precedes(_ left: JourneyEvent, _ right: JourneyEvent) -> Bool {
        if left.time != right.time { return left.time < right.time }
        if left.sequence != right.sequence {
            return left.sequence ?? .min < right.sequence ?? .min
        }
        if !left.name.utf8.elementsEqual(right.name.utf8) {
            return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
        if splitPrecedes(value(left), value(right)) { return true }
        if splitPrecedes(value(right), value(left)) { return false }
        return !isView(left) && isView(right)
    }

    private func value(_ event: JourneyEvent) -> Value? {
        pages.property(roles: journeys.roles).flatMap { event.properties[$0] }
    }

    private func isView(_ event: JourneyEvent) -> Bool {
        if let view = pages.view { return filter.matches(view, event) }
        let hasElement = journeys.roles["element"].map { event.properties[$0] != nil } ?? false
        return journeys.roles["page"].map { event.properties[$0] != nil && !hasElement } ?? false
    }

    private func isClick(_ event: JourneyEvent) -> Bool {
        if let click = pages.click { return filter.matches(click, event) }
        return journeys.roles["element"].map { event.properties[$0] != nil } ?? false
    }

    private func occurrence(_ event: JourneyEvent, of user: String) -> PageOccurrence {
        PageOccurrence(
            user: user, time: event.time, isView: isView(event), isClick: isClick(event),
            label: value(event).map { pages.label(of: $0.words) })
    }
}
