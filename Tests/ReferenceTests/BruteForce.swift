import Definitions
import TestSupport

/// Every row of different events there is, tried one by one: the guide's attempt to the letter, and
/// only for a handful of events. It checks that the reference engine forgets no attempt.
struct BruteForce {
    /// A moment, as it compares.
    struct Place: Comparable {
        let time: Int64
        let sequence: Int64

        static func < (left: Place, right: Place) -> Bool {
            (left.time, left.sequence) < (right.time, right.sequence)
        }
    }

    /// The first arrival at a step, the latest first step, the latest step before.
    struct Arrival {
        var place: Place
        var first: Place
        var previous: Place
    }

    let funnel: Funnel
    let range: ResolvedRange
    let filter: ReferenceFilter
    let events: [JourneyEvent]

    init(_ trial: FunnelTrial, _ journey: Journey) {
        let filter = ReferenceFilter(
            types: trial.journeys.propertyTypes, zone: trial.journeys.zone)
        funnel = trial.funnel
        range = trial.range ?? .always
        self.filter = filter
        events = journey.events.filter { filter.passes(trial.funnel.filters, $0) }
    }

    /// All attempts of an ordered or strict funnel, as places in `events`.
    func attempts() -> [[Int]] {
        var found: [[Int]] = []
        func visit(_ attempt: [Int]) {
            found.append(attempt)
            guard attempt.count < funnel.steps.count else { return }
            for next in events.indices where !attempt.contains(next) {
                if isStep(next, after: attempt) { visit(attempt + [next]) }
            }
        }
        for first in starts where matches(0, first) { visit([first]) }
        return found
    }

    /// For each step the time from the first step and from the step before.
    func times(of attempts: [[Int]]) -> [(fromFirst: Int64, fromPrevious: Int64)] {
        let level = attempts.map(\.count).max() ?? 0
        return (0..<level).compactMap { index in
            let reaching = attempts.filter { $0.count == index + 1 }
            let byHeld = Dictionary(grouping: reaching) { held($0[0]) }.values
            let best = byHeld.compactMap { arrival($0, at: index) }.min { left, right in
                (left.place, right.first, right.previous)
                    < (right.place, left.first, left.previous)
            }
            return best.map { ($0.place.time - $0.first.time, $0.place.time - $0.previous.time) }
        }
    }

    private func arrival(_ attempts: [[Int]], at index: Int) -> Arrival? {
        guard let place = attempts.map({ self.place($0[index]) }).min() else { return nil }
        let there = attempts.filter { self.place($0[index]) == place }
        return Arrival(
            place: place, first: there.map { self.place($0[0]) }.max() ?? place,
            previous: there.map { self.place($0[max(0, index - 1)]) }.max() ?? place)
    }

    /// The value of a property at a step of the attempt that the breakdown looks at.
    func split(_ name: String, atStep step: Int, of attempts: [[Int]]) -> Value? {
        let level = attempts.map(\.count).max() ?? 0
        guard level >= step else { return nil }
        var best = attempts.filter { $0.count == level }
        func keep(_ index: Int, latest: Bool) {
            let places = best.map { place($0[index]) }
            let wanted = latest ? places.max() : places.min()
            best = best.filter { place($0[index]) == wanted }
        }
        keep(level - 1, latest: false)
        keep(0, latest: true)
        if level > 1 { keep(level - 2, latest: true) }
        // Of each held value its own latest arrivals; the smallest value of them all counts.
        best = Dictionary(grouping: best) { held($0[0]) }.values.flatMap { attempts in
            (1..<max(level, 1)).reversed().reduce(attempts) { rest, index in
                let latest = rest.map { place($0[index]) }.max()
                return rest.filter { place($0[index]) == latest }
            }
        }
        let values = events.indices.filter { index in
            matches(step - 1, index) && held(index) != nil
                && best.contains { attempt in
                    held(index) == held(attempt[0]) && place(index) == place(attempt[step - 1])
                }
        }.compactMap { events[$0].properties[name] }
        return values.min { precedes($0, $1) }
    }

    private func precedes(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): a < b
        default: left.words.utf8.lexicographicallyPrecedes(right.words.utf8)
        }
    }

    /// The most steps in any order, from the best anchor; exclusions are left out.
    func unorderedLevel() -> Int {
        let anchors = starts.filter { anchor in
            funnel.steps.indices.contains { matches($0, anchor) }
        }
        return anchors.map { anchor in
            let near = events.indices.filter {
                place($0) >= place(anchor) && held($0) == held(anchor)
                    && events[$0].time - events[anchor].time
                        <= funnel.window?.milliseconds ?? .max
            }
            return most(from: 0, near)
        }.max() ?? 0
    }

    /// Fills this step with any of the events or with none, and the later steps likewise.
    private func most(from step: Int, _ free: [Int]) -> Int {
        guard step < funnel.steps.count else { return 0 }
        let filled = free.filter { matches(step, $0) }.map { used in
            1 + most(from: step + 1, free.filter { $0 != used })
        }
        return max(filled.max() ?? 0, most(from: step + 1, free))
    }

    private var starts: [Int] {
        events.indices.filter { range.contains(events[$0].time) && held($0) != nil }
    }

    private func place(_ index: Int) -> Place {
        Place(time: events[index].time, sequence: events[index].sequence ?? .min)
    }

    private func matches(_ step: Int, _ index: Int) -> Bool {
        filter.matches(funnel.steps[step], events[index])
    }

    private func held(_ index: Int) -> [Value]? {
        let values = funnel.hold.compactMap { events[index].properties[$0] }
        return values.count == funnel.hold.count ? values : nil
    }

    private func isStep(_ next: Int, after attempt: [Int]) -> Bool {
        let (first, last) = (attempt[0], attempt[attempt.count - 1])
        guard matches(attempt.count, next), held(next) == held(first) else { return false }
        guard place(last) <= place(next) else { return false }
        let whole = events[next].time - events[first].time
        let part = events[next].time - events[last].time
        if let window = funnel.window, whole > window.milliseconds { return false }
        if let window = funnel.stepWindow, part > window.milliseconds { return false }
        return !events.indices.contains {
            place(last) < place($0) && place($0) < place(next)
                && (funnel.order == .strict || excludes($0, attempt))
        }
    }

    private func excludes(_ index: Int, _ attempt: [Int]) -> Bool {
        funnel.exclusions.contains {
            $0.afterStep <= attempt.count && attempt.count < $0.beforeStep
                && filter.matches($0.matcher, events[index]) && held(index) == held(attempt[0])
        }
    }
}
