/// A trend's answer: its series, and what they rest on.
package struct TrendResult: Hashable, Sendable {
    package let trend: Trend
    package let context: AnswerContext
    package let timelines: TrendTimelines
    package let series: [TrendSeries]

    package init(
        trend: Trend, context: AnswerContext, timelines: TrendTimelines, series: [TrendSeries]
    ) {
        self.trend = trend
        self.context = context
        self.timelines = timelines
        self.series = series
    }
}

/// A line of a result as people read it: a series' or a formula's, now or at the time compared with.
package struct TrendRow: Hashable, Sendable {
    /// One point, or the total.
    package struct Point: Hashable, Sendable {
        /// Where the period begins; nil for the total.
        package let start: Int64?
        package let value: Double?
        /// How many users contributed, and which; nil for a ratio.
        package let users: Int?
        package let element: TrendElement?
        package let isComplete: Bool
    }

    package let points: [Point]
    package let total: Point
}

/// One formula of one segment, and of one breakdown value or the whole.
package struct TrendRatio: Hashable, Sendable {
    package let formula: Trend.Formula
    package let segment: SegmentChoice
    package let breakdown: BreakdownValue?
    package let current: TrendRow
    package let compared: TrendRow?
}

extension TrendResult {
    /// The series' line in the range.
    package func current(_ series: TrendSeries) -> TrendRow {
        row(series, series.current, timelines.current, isCompared: false)
    }

    /// The series' line at the earlier time.
    package func compared(_ series: TrendSeries) -> TrendRow? {
        guard let line = series.compared, let timeline = timelines.compared else { return nil }
        return row(series, line, timeline, isCompared: true)
    }

    private func row(
        _ series: TrendSeries, _ line: TrendLine, _ timeline: TrendTimeline, isCompared: Bool
    ) -> TrendRow {
        let segment = trend.segments.firstIndex(of: series.segment) ?? 0
        func point(_ cell: TrendCell, _ index: Int?) -> TrendRow.Point {
            TrendRow.Point(
                start: index.map(timeline.start), value: cell.value, users: cell.users,
                element: TrendElement(
                    series: series.series, point: index, isCompared: isCompared,
                    segment: segment, breakdown: series.breakdown),
                isComplete: index.map(isComplete(in: timeline)) ?? isWholeComplete(timeline))
        }
        return TrendRow(
            points: line.points.enumerated().map { point($0.element, $0.offset) },
            total: point(line.total, nil))
    }

    private func isComplete(in timeline: TrendTimeline) -> (Int) -> Bool {
        { timeline.isComplete($0, dataUntil: context.dataUntil) }
    }

    private func isWholeComplete(_ timeline: TrendTimeline) -> Bool {
        timeline.range.to <= context.dataUntil ?? .min
    }

    /// The formulas over the wholes, and over the values that both their series show.
    package var ratios: [TrendRatio] {
        trend.formulas.flatMap { formula in
            series.filter { $0.series == formula.denominator - 1 && $0.breakdown != .other }
                .compactMap { below in ratio(formula, below) }
        }
    }

    private func ratio(_ formula: Trend.Formula, _ below: TrendSeries) -> TrendRatio? {
        let above = series.first {
            $0.series == formula.numerator - 1 && $0.segment == below.segment
                && Self.areSame($0.breakdown, below.breakdown)
        }
        guard let above else { return nil }
        var earlier: TrendRow?
        if let top = compared(above), let bottom = compared(below) { earlier = top / bottom }
        return TrendRatio(
            formula: formula, segment: below.segment, breakdown: below.breakdown,
            current: current(above) / current(below), compared: earlier)
    }
}

extension TrendResult {
    /// Whether two breakdown values are one, by their bytes.
    private static func areSame(_ left: BreakdownValue?, _ right: BreakdownValue?) -> Bool {
        guard let left, let right else { return left == right }
        return FunnelElement.text(of: left).utf8.elementsEqual(FunnelElement.text(of: right).utf8)
    }
}

extension TrendRow {
    /// Point by point; nothing where there is nothing to divide by.
    fileprivate static func / (above: TrendRow, below: TrendRow) -> TrendRow {
        TrendRow(
            points: zip(above.points, below.points).map { $0 / $1 },
            total: above.total / below.total)
    }
}

extension TrendRow.Point {
    fileprivate static func / (above: Self, below: Self) -> Self {
        var value: Double?
        if let top = above.value, let bottom = below.value, bottom != 0 { value = top / bottom }
        return Self(
            start: above.start, value: value, users: nil, element: nil,
            isComplete: above.isComplete)
    }
}
