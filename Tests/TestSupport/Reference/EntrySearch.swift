import Definitions

/// Entries of an ordered funnel: every event is given to the latest entry that can use it.
struct EntrySearch {
    let walk: Walk

    /// One progress per entry, in the order of their first steps.
    func progress() -> [Progress] {
        // Of each entry the moments of its steps.
        var entries: [[Int]] = []
        for moment in walk.moments.indices {
            for event in walk.moments[moment].events {
                if let index = entries.lastIndex(where: { extends($0, event, in: moment) }) {
                    entries[index].append(moment)
                } else if event.steps.contains(1), walk.range.contains(walk.moments[moment].time) {
                    entries.append([moment])
                }
            }
        }
        return entries.map(progress)
    }

    private func extends(_ entry: [Int], _ event: Occurrence, in moment: Int) -> Bool {
        let level = entry.count
        let last = entry[level - 1]
        guard event.steps.contains(level + 1) else { return false }
        if walk.isTooLate(moment, first: entry[0], last: last) { return false }
        return !(last..<moment).dropFirst().contains { walk.ends(attemptAt: level, in: $0) }
    }

    private func progress(of entry: [Int]) -> Progress {
        let times = entry.map { walk.moments[$0].time }
        let step = walk.splitStep ?? .max
        let split = step <= entry.count ? walk.split(in: entry[step - 1]) : nil
        return Progress(
            arrivals: entry.indices.map { index in
                Progress.Arrival(
                    moment: entry[index], time: times[index], first: times[0],
                    previous: times[max(0, index - 1)], split: split)
            })
    }
}
