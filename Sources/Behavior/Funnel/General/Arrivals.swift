/// The first arrival of a unit at each level.
struct Arrivals: Sendable {
    struct Arrival: Sendable {
        var time: Int64
        var moment: Int
        /// The latest first step that allows this arrival.
        var entry: Int64
        var entryMoment: Int
        /// The latest arrival at the step before on which this one builds.
        var previous: Int64
        var previousMoment: Int
        var value: UInt32
    }

    /// Element k - 1 for level k; the first nil ends the list of reached levels.
    private(set) var arrivals: [Arrival?]

    init(steps: Int) {
        arrivals = Array(repeating: nil, count: steps)
    }

    /// Notes an arrival at a level (from 1), unless the level was reached before.
    mutating func note(_ level: Int, _ arrival: Arrival) {
        if arrivals[level - 1] == nil { arrivals[level - 1] = arrival }
    }

    var level: Int { arrivals.firstIndex { $0 == nil } ?? arrivals.count }

    /// Keeps, of each level, the earlier arrival; of two in one moment, that of the later first step,
    /// then of the later step before, then of the smaller value.
    mutating func merge(_ other: Arrivals) {
        for index in arrivals.indices {
            guard let new = other.arrivals[index] else { continue }
            guard let old = arrivals[index] else {
                arrivals[index] = new
                continue
            }
            let isBetter =
                (new.moment, -new.entryMoment, -new.previousMoment, new.value)
                < (old.moment, -old.entryMoment, -old.previousMoment, old.value)
            if isBetter { arrivals[index] = new }
        }
    }

    var outcome: FunnelOutcome {
        let reached = arrivals.prefix(level).compactMap { $0 }
        return FunnelOutcome(
            level: reached.count, value: reached.last?.value ?? BreakdownRanks.none,
            fromFirst: reached.map { $0.time - $0.entry },
            fromPrevious: reached.map { $0.time - $0.previous })
    }
}
