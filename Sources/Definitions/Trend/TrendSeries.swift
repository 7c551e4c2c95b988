/// What one point, or a whole line, says.
package struct TrendCell: Hashable, Sendable {
    /// The measure; nil where it has no value: an average of nothing.
    package let value: Double?
    /// The users who contributed: those behind the cell's element.
    package let users: Int

    package init(value: Double?, users: Int) {
        self.value = value
        self.users = users
    }
}

/// The points of a series in time order, and the measure over the whole range.
package struct TrendLine: Hashable, Sendable {
    package let points: [TrendCell]
    package let total: TrendCell

    package init(points: [TrendCell], total: TrendCell) {
        self.points = points
        self.total = total
    }
}

/// One series of a trend's result: of one segment, and of one breakdown value or the whole.
package struct TrendSeries: Hashable, Sendable {
    package let segment: SegmentChoice
    /// Which of the question's series, 0 for the first.
    package let series: Int
    /// Nil for the whole series.
    package let breakdown: BreakdownValue?
    package let current: TrendLine
    /// The earlier line that it is compared with.
    package let compared: TrendLine?

    package init(
        segment: SegmentChoice, series: Int, breakdown: BreakdownValue?, current: TrendLine,
        compared: TrendLine?
    ) {
        self.segment = segment
        self.series = series
        self.breakdown = breakdown
        self.current = current
        self.compared = compared
    }
}
