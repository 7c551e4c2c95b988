/// The events of one moment, and which runs of steps they can fill, one event a step.
struct MomentMatch {
    let events: ArraySlice<GeneralEvent>
    let time: Int64
    let moment: Int
    /// Steps that some event matches, and exclusions.
    private(set) var steps: UInt32 = 0
    private(set) var exclusions: UInt32 = 0

    init(_ events: ArraySlice<GeneralEvent>) {
        self.events = events
        time = events[events.startIndex].time
        moment = events[events.startIndex].moment
        for event in events {
            steps |= event.steps
            exclusions |= event.exclusions
        }
    }

    func matches(step: Int) -> Bool { steps >> UInt32(step - 1) & 1 == 1 }

    /// The least i for which steps i + 1 ... `step` can all be filled here by different events.
    ///
    /// Augmenting paths after H. W. Kuhn (1955); a run that cannot be filled cannot be filled when
    /// it is made longer either.
    func lowest(before step: Int) -> Int {
        guard events.count > 1 else { return step - 1 }
        var stepOfEvent = Array(repeating: 0, count: events.count)
        var first = step
        while first >= 1 {
            var visited = Array(repeating: false, count: events.count)
            guard fill(first, &stepOfEvent, &visited) else { break }
            first -= 1
        }
        return first
    }

    private func fill(_ step: Int, _ stepOfEvent: inout [Int], _ visited: inout [Bool]) -> Bool {
        for (index, event) in events.enumerated()
        where !visited[index] && event.steps >> UInt32(step - 1) & 1 == 1 {
            visited[index] = true
            if stepOfEvent[index] == 0 || fill(stepOfEvent[index], &stepOfEvent, &visited) {
                stepOfEvent[index] = step
                return true
            }
        }
        return false
    }

    /// The smallest value of the events that match the step.
    func value(ofStep step: Int) -> UInt32 {
        events.filter { $0.steps >> UInt32(step - 1) & 1 == 1 }.map(\.value).min()
            ?? BreakdownRanks.none
    }
}
