/// The time that a rule looks at, worked out for one dataset.
package struct EstimateFrame: Hashable, Sendable {
    /// Events inside count.
    package let range: ResolvedRange
    /// The wall clock of all events that count.
    package let clock: ZoneClock
    /// The day to which days since the last event are counted: the range's last, or the data's where
    /// they end before it.
    package let lastDay: Int64

    /// `range` nil: all of time. `dataFrom` and `dataUntil` are the times of the dataset's first and
    /// last event, nil where it has none.
    package init(_ range: ResolvedRange?, dataFrom: Int64?, dataUntil: Int64?, zone: Zone) {
        let range = range ?? .always
        let until = min(range.to - 1, dataUntil ?? 0)
        let from = min(until, max(range.from, dataFrom ?? 0))
        self.range = range
        clock = ZoneClock(zone, from: from, until: until)
        lastDay = clock.day(of: until)
    }
}

/// The scores of recency, frequency and money.
package enum QuintileScore {
    /// 1 to 5: `worse` of `count` users have a strictly worse value, so that users with the same value
    /// have the same score.
    ///
    ///     QuintileScore.of(worse: 4, among: 5)  // 5
    package static func of(worse: Int, among count: Int) -> Int { 1 + 5 * worse / count }
}
