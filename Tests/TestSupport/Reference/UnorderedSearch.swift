import Definitions

/// Every anchor of an unordered funnel, each attempt grown moment by moment.
struct UnorderedSearch {
    let walk: Walk

    func progress() -> Progress? {
        Progress.best(of: walk.starts.map { progress(from: $0) })
    }

    private func progress(from anchor: Int) -> Progress {
        var arrivals: [Progress.Arrival] = []
        var events: [Occurrence] = []
        for moment in anchor..<walk.moments.count {
            if walk.isTooLate(moment, first: anchor, last: anchor) { break }
            let filled = arrivals.count
            let new = walk.moments[moment].events.filter { !Self.isSpare($0, events) }
            events += new
            let filledNow = new.isEmpty ? filled : mostSteps(events)
            for _ in filled..<filledNow {
                arrivals.append(arrival(in: moment, of: anchor, after: arrivals.last))
            }
            if filledNow == walk.funnel.steps.count { break }
            if filledNow == filled, walk.ends(attemptAt: filled, in: moment) { break }
        }
        return Progress(arrivals: arrivals)
    }

    private func arrival(
        in moment: Int, of anchor: Int, after previous: Progress.Arrival?
    ) -> Progress.Arrival {
        let time = walk.moments[moment].time
        return Progress.Arrival(
            moment: moment, time: time, first: walk.moments[anchor].time,
            firstMoment: anchor,
            previous: previous?.time ?? time, split: split(from: anchor, through: moment))
    }

    /// The value at the first moment of the attempt in which the split step can be filled.
    private func split(from anchor: Int, through moment: Int) -> Value? {
        guard let step = walk.splitStep else { return nil }
        let filling = (anchor...moment).first { index in
            walk.moments[index].events.contains { $0.steps.contains(step) }
        }
        return filling.flatMap { walk.split(in: $0) }
    }

    /// Whether there are already as many events that match the same steps as there are steps.
    private static func isSpare(_ event: Occurrence, _ events: [Occurrence]) -> Bool {
        events.count { $0.steps == event.steps } >= event.steps.count
    }

    /// The most steps that can be filled by different events: a step that finds its events taken
    /// asks their holders to move on (Kuhn 1955).
    func mostSteps(_ events: [Occurrence]) -> Int {
        var stepOfEvent: [Int: Int] = [:]
        func fill(_ step: Int, asked: inout Set<Int>) -> Bool {
            for index in events.indices where events[index].steps.contains(step) {
                guard asked.insert(index).inserted else { continue }
                if stepOfEvent[index].map({ fill($0, asked: &asked) }) ?? true {
                    stepOfEvent[index] = step
                    return true
                }
            }
            return false
        }
        return (1...walk.funnel.steps.count).count { step in
            var asked: Set<Int> = []
            return fill(step, asked: &asked)
        }
    }
}
