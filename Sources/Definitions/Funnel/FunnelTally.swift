/// What an engine counts for one series and one breakdown value of a funnel.
///
/// A *unit* is a user, a session or an entry, as the funnel says. Every array has one element per
/// step; step k stands at index k - 1.
package struct FunnelTally: Hashable, Sendable {
    /// Units that reached the step.
    package var reached: [Int]
    /// Users of whom some unit reached the step.
    package var users: [Int]
    /// Time from step 1 to the first arrival at the step, over the units that reached it.
    package var timeFromFirst: [TimeStatistics]
    /// Time from the step before, likewise.
    package var timeFromPrevious: [TimeStatistics]

    package init(
        reached: [Int], users: [Int], timeFromFirst: [TimeStatistics],
        timeFromPrevious: [TimeStatistics]
    ) {
        self.reached = reached
        self.users = users
        self.timeFromFirst = timeFromFirst
        self.timeFromPrevious = timeFromPrevious
    }
}

/// The value of a breakdown that a tally belongs to.
package enum BreakdownValue: Hashable, Sendable {
    case value(String)
    /// The unit has no value.
    case none
    /// All values beyond the limit.
    case other

    /// `ios`, `(none)`, `(other)`
    package var title: String {
        switch self {
        case .value(let text): text
        case .none: "(none)"
        case .other: "(other)"
        }
    }
}

/// One series of a funnel's result.
package struct FunnelSeries: Hashable, Sendable {
    package let segment: SegmentChoice
    /// Nil for the whole series.
    package let breakdown: BreakdownValue?
    package let tally: FunnelTally

    package init(segment: SegmentChoice, breakdown: BreakdownValue?, tally: FunnelTally) {
        self.segment = segment
        self.breakdown = breakdown
        self.tally = tally
    }
}
