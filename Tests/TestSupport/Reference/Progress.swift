import Definitions

/// How far one unit came: the first arrival at each step.
struct Progress {
    struct Arrival {
        /// The moment's place in the walk.
        let moment: Int
        let time: Int64
        /// When the latest first step was that allows this arrival.
        let first: Int64
        /// That step's moment, where attempts of several first moments are compared here.
        var firstMoment = 0
        /// When the latest arrival at the step before was on which this one can build.
        let previous: Int64
        /// The value that splits the result; only the last arrival's is asked for.
        var split: Value?
    }

    let arrivals: [Arrival]

    var level: Int { arrivals.count }
    var split: Value? { arrivals.last?.split }

    /// The unit's progress over several searches: each step's earliest arrival, then the latest
    /// first step, then the latest step before, then the smallest value.
    static func best(of all: [Progress]) -> Progress? {
        let level = all.map(\.level).max() ?? 0
        guard level > 0 else { return nil }
        return Progress(
            arrivals: (0..<level).compactMap { index in
                all.filter { $0.level > index }.map { $0.arrivals[index] }
                    .min { $0.precedes($1) }
            })
    }
}

extension Progress.Arrival {
    func precedes(_ other: Self) -> Bool {
        let (own, others) = (
            (moment, -first, -firstMoment, -previous),
            (other.moment, -other.first, -other.firstMoment, -other.previous)
        )
        return own == others ? splitPrecedes(split, other.split) : own < others
    }
}
