import Definitions

/// The ground of one search: the moments in which attempts may stand, with only the events of one
/// held value taking part. Moments without such events stay: `strict` looks at them.
struct Walk {
    struct Moment {
        let time: Int64
        /// Events that match a step, in the order in which entries take them.
        let events: [Occurrence]
        /// Exclusions that occur here.
        let exclusions: Set<Int>
    }

    let funnel: Funnel
    let range: ResolvedRange
    let moments: [Moment]

    init(
        _ funnel: Funnel, _ range: ResolvedRange, _ stretch: [TimelineMoment], held: [Value]
    ) {
        self.funnel = funnel
        self.range = range
        moments = stretch.map { moment in
            let events = moment.events.filter { $0.held == held }
            return Moment(
                time: moment.time,
                events: events.filter { !$0.steps.isEmpty }.sorted {
                    $0.rank.lexicographicallyPrecedes($1.rank)
                },
                exclusions: Set(events.flatMap(\.exclusions)))
        }
    }

    /// Moments in which an attempt may begin.
    var starts: [Int] {
        moments.indices.filter { range.contains(moments[$0].time) && !moments[$0].events.isEmpty }
    }

    /// The value of the property that splits the result, where the split step is filled in this
    /// moment: the smallest of the events that match the step; no value comes last.
    func split(in moment: Int) -> Value? {
        guard case .property(_, let step) = funnel.breakdown?.subject else { return nil }
        return moments[moment].events.filter { $0.steps.contains(step) }.compactMap(\.split)
            .min { splitPrecedes($0, $1) }
    }

    /// The step whose event splits the result.
    var splitStep: Int? {
        if case .property(_, let step) = funnel.breakdown?.subject { step } else { nil }
    }

    func time(from earlier: Int, to later: Int) -> Int64 {
        moments[later].time - moments[earlier].time
    }

    /// Whether an event at `later` is too late for an attempt that began at `first` and whose last
    /// step is at `last`.
    func isTooLate(_ later: Int, first: Int, last: Int) -> Bool {
        if let window = funnel.window, time(from: first, to: later) > window.milliseconds {
            return true
        }
        if let limit = funnel.stepWindow, time(from: last, to: later) > limit.milliseconds {
            return true
        }
        return false
    }

    /// Whether an exclusion in this moment ends an attempt that has filled `level` steps.
    func ends(attemptAt level: Int, in moment: Int) -> Bool {
        moments[moment].exclusions.contains {
            let exclusion = funnel.exclusions[$0]
            return exclusion.afterStep <= level && level < exclusion.beforeStep
        }
    }
}

extension Occurrence {
    /// The order in which events of one moment are taken where it matters: earliest step, latest
    /// step, then the steps as a binary number.
    fileprivate var rank: [UInt64] {
        [
            UInt64(steps.min() ?? 0), UInt64(steps.max() ?? 0),
            steps.reduce(0) { $0 | 1 << UInt64($1) },
        ]
    }
}

/// Whether one breakdown value stands before another: texts by bytes, numbers by size, no value
/// last.
func splitPrecedes(_ left: Value?, _ right: Value?) -> Bool {
    switch (left, right) {
    case (nil, _): false
    case (_, nil): true
    case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.integer(let a), .integer(let b)): a < b
    case (.number(let a), .number(let b)): a < b
    case (.integer(let a), .number(let b)): Double(a) < b
    case (.number(let a), .integer(let b)): a < Double(b)
    case (.boolean(let a), .boolean(let b)): !a && b
    case (let a?, let b?): a.words.utf8.lexicographicallyPrecedes(b.words.utf8)
    }
}
