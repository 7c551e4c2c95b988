/// The points of one line: the periods that a range touches.
package struct TrendTimeline: Hashable, Sendable {
    /// Only events inside count, also in the first and the last period.
    package let range: ResolvedRange
    /// Where each period begins, and after the last one where it ends: one more than there are
    /// points; empty without points.
    package let boundaries: [Int64]

    /// A range that is nil holds no point. Throws where there would be too many.
    package init(
        _ range: ResolvedRange?, _ period: Trend.Period, in zone: Zone
    ) throws(DefinitionError) {
        self.range = range ?? ResolvedRange(from: 0, to: 0)
        var boundaries: [Int64] = []
        if let range, range.from < range.to {
            var count = 0
            while boundaries.last.map({ $0 < range.to }) ?? true {
                let start = period.unit.start(containing: range.from, adding: count, in: zone)
                // A day that a zone skips has no time.
                if boundaries.last.map({ $0 < start }) ?? true { boundaries.append(start) }
                count += 1
                guard boundaries.count <= Trend.pointLimit + 1 else { throw .tooManyPoints(period) }
            }
        }
        self.boundaries = boundaries
    }

    package var count: Int { max(0, boundaries.count - 1) }

    /// Where a point's period begins, which may be before the range.
    package func start(of point: Int) -> Int64 { boundaries[point] }

    /// The time whose events a point counts.
    package func span(of point: Int) -> ResolvedRange {
        ResolvedRange(
            from: max(range.from, boundaries[point]), to: min(range.to, boundaries[point + 1]))
    }

    /// Whether the whole period lies in the range and is over at `dataUntil`.
    package func isComplete(_ point: Int, dataUntil: Int64?) -> Bool {
        range.from <= boundaries[point] && boundaries[point + 1] <= range.to
            && boundaries[point + 1] <= dataUntil ?? .min
    }
}

/// The line of a trend's range, and the earlier one that it is compared with.
package struct TrendTimelines: Hashable, Sendable {
    package let current: TrendTimeline
    package let compared: TrendTimeline?

    package init(_ trend: Trend, range: ResolvedRange?, zone: Zone) throws(DefinitionError) {
        current = try TrendTimeline(range, trend.period, in: zone)
        if let compare = trend.compare {
            compared = try TrendTimeline(
                range.map { compare.moved($0, trend.period, in: zone) }, trend.period, in: zone)
        } else {
            compared = nil
        }
        let rows = trend.breakdown.map { $0.limit + 3 } ?? 1
        let lines = trend.series.count * trend.segments.count * rows
        guard lines * (current.count + (compared?.count ?? 0)) <= Trend.numberLimit else {
            throw .tooManyNumbers
        }
    }
}

extension Trend.Compare {
    /// The earlier range that stands beside `range`.
    ///
    /// The previous period ends where the range begins and is as long: as many whole months, as many
    /// hours, else as much on the wall clock.
    func moved(_ range: ResolvedRange, _ period: Trend.Period, in zone: Zone) -> ResolvedRange {
        switch self {
        case .previousYear:
            return ResolvedRange(
                from: Self.yearBefore(range.from, in: zone),
                to: Self.yearBefore(range.to - 1, in: zone) + 1)
        case .previousPeriod:
            if period == .hour {
                return ResolvedRange(from: 2 * range.from - range.to, to: range.from)
            }
            if period == .month, let months = Self.wholeMonths(range, in: zone) {
                let month = TimeRange.Unit.month
                return ResolvedRange(
                    from: month.start(containing: range.from, adding: -months, in: zone),
                    to: range.from)
            }
            let start = zone.local(range.from)
            let length = zone.local(range.to) - start
            return ResolvedRange(from: zone.instant(ofLocal: start - length), to: range.from)
        }
    }

    /// How many months the range holds, where it begins and ends with one.
    private static func wholeMonths(_ range: ResolvedRange, in zone: Zone) -> Int? {
        let (first, last) = (zone.date(of: range.from), zone.date(of: range.to))
        guard first.day == 1, last.day == 1, zone.start(of: first) == range.from,
            zone.start(of: last) == range.to
        else { return nil }
        return (last.year - first.year) * 12 + last.month - first.month
    }

    /// The same day and wall clock one year earlier; the 28th for the 29th of February.
    private static func yearBefore(_ instant: Int64, in zone: Zone) -> Int64 {
        let date = zone.date(of: instant)
        let isLeapDay = date.month == 2 && date.day == 29
        let moved = CivilDate(
            year: date.year - 1, month: date.month, day: isLeapDay ? 28 : date.day)
        let days = Int64(date.daysSinceEpoch - moved.daysSinceEpoch)
        return zone.instant(
            ofLocal: zone.local(instant) - days * TimeSpan.Unit.day.milliseconds)
    }
}

extension Trend {
    /// The days from the first event to the last, for a question without a range.
    package static func wholeRange(
        from first: Int64?, until last: Int64?, in zone: Zone
    ) -> ResolvedRange? {
        guard let first, let last else { return nil }
        return ResolvedRange(
            from: TimeRange.Unit.day.start(containing: first, adding: 0, in: zone),
            to: TimeRange.Unit.day.start(containing: last, adding: 1, in: zone))
    }
}

extension DefinitionError {
    fileprivate static func tooManyPoints(_ period: Trend.Period) -> DefinitionError {
        DefinitionError(
            .outOfRange, at: "/period",
            "This range has more than \(Trend.pointLimit) \(period.rawValue)s; use a longer period "
                + "or a shorter range.")
    }

    fileprivate static var tooManyNumbers: DefinitionError {
        DefinitionError(
            .outOfRange, at: "/period",
            "The answer would have more than \(Trend.numberLimit) points; use a longer period, a "
                + "shorter range, fewer series or a smaller limit of the breakdown.")
    }
}

extension Trend {
    package var dataset: String { scope.dataset }
    package var segments: [SegmentChoice] { scope.segments }
}
