import Definitions

/// Every attempt of an ordered or strict funnel, step by step: from each first event, all places
/// at which step 2 can be filled, from those all places of step 3, and so on.
struct OrderedSearch {
    /// Where an attempt stands: its last step's moment, and the events of this moment that it has
    /// used up.
    struct Stand: Hashable {
        let moment: Int
        let used: Set<Int>
    }

    /// The stands of one step, each with those of the step before that lead there.
    typealias Layer = [Stand: Set<Stand>]

    /// The layers of all attempts whose first step is in one moment.
    struct Attempts {
        let start: Int
        let layers: [Layer]
    }

    let walk: Walk

    func progress() -> Progress? {
        let all = walk.starts.map { Attempts(start: $0, layers: layers(from: $0)) }
        let level = all.map(\.layers.count).max() ?? 0
        guard level > 0 else { return nil }
        return Progress(arrivals: (0..<level).map { arrival(at: $0, all, isLast: $0 == level - 1) })
    }

    /// All stands of step 1, 2, … of attempts whose first step is in this moment.
    private func layers(from start: Int) -> [Layer] {
        var layers: [Layer] = []
        var layer: Layer = [:]
        for stand in choices(of: 1, in: start, without: []) { layer[stand] = [] }
        while !layer.isEmpty {
            layers.append(layer)
            var next: Layer = [:]
            if layers.count < walk.funnel.steps.count {
                for stand in layer.keys {
                    for successor in successors(of: stand, at: layers.count, from: start) {
                        next[successor, default: []].insert(stand)
                    }
                }
            }
            layer = next
        }
        return layers
    }

    /// Where the next step can be filled by an attempt that has filled `level` steps.
    private func successors(of stand: Stand, at level: Int, from start: Int) -> [Stand] {
        var found = choices(of: level + 1, in: stand.moment, without: stand.used)
        for later in walk.moments.indices.dropFirst(stand.moment + 1) {
            if walk.isTooLate(later, first: start, last: stand.moment) { break }
            found += choices(of: level + 1, in: later, without: [])
            if walk.funnel.order == .strict { break }
            if walk.ends(attemptAt: level, in: later) { break }
        }
        return found
    }

    /// The events of a moment that can fill the step. Of events that match the same steps the first
    /// is enough.
    private func choices(of step: Int, in moment: Int, without used: Set<Int>) -> [Stand] {
        var offered: Set<Set<Int>> = []
        let events = walk.moments[moment].events
        return events.indices.filter { index in
            events[index].steps.contains(step) && !used.contains(index)
                && offered.insert(events[index].steps).inserted
        }.map { Stand(moment: moment, used: used.union([$0])) }
    }

    private func arrival(at index: Int, _ all: [Attempts], isLast: Bool) -> Progress.Arrival {
        let reaching = all.filter { $0.layers.count > index }
        let moments = reaching.flatMap { $0.layers[index].keys.map(\.moment) }
        guard let moment = moments.min() else { preconditionFailure("someone reached the step") }
        let there = reaching.filter { $0.layers[index].keys.contains { $0.moment == moment } }
        let parents = there.flatMap { attempts in
            attempts.layers[index].filter { $0.key.moment == moment }.flatMap(\.value)
        }
        let latest = there.max { $0.start < $1.start }
        return Progress.Arrival(
            moment: moment, time: walk.moments[moment].time,
            first: walk.moments[latest?.start ?? moment].time,
            previous: walk.moments[parents.map(\.moment).max() ?? moment].time,
            split: isLast ? latest.flatMap { split(of: $0, level: index + 1, end: moment) } : nil)
    }

    /// The value of the attempt that ends at `end`, walked backwards over the latest arrival before
    /// each step until the step that splits the result.
    private func split(of attempts: Attempts, level: Int, end: Int) -> Value? {
        guard let step = walk.splitStep, step <= level else { return nil }
        var stands = attempts.layers[level - 1].keys.filter { $0.moment == end }
        for index in (step..<max(step, level)).reversed() {
            let parents = Set(stands.flatMap { attempts.layers[index][$0] ?? [] })
            let latest = parents.map(\.moment).max()
            stands = parents.filter { $0.moment == latest }
        }
        return stands.first.flatMap { walk.split(in: $0.moment) }
    }
}
