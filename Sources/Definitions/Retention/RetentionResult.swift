/// A retention answer: its series, and what they rest on.
package struct RetentionResult: Hashable, Sendable {
    package let retention: Retention
    package let context: AnswerContext
    package let series: [RetentionSeries]

    package init(retention: Retention, context: AnswerContext, series: [RetentionSeries]) {
        self.retention = retention
        self.context = context
        self.series = series
    }
}

/// One series: what was counted for one segment, or for one breakdown value in it.
package struct RetentionSeries: Hashable, Sendable {
    package let segment: SegmentChoice
    /// Nil for the whole series.
    package let breakdown: BreakdownValue?
    package let table: RetentionTable

    package init(
        segment: SegmentChoice, breakdown: BreakdownValue? = nil, table: RetentionTable
    ) {
        self.segment = segment
        self.breakdown = breakdown
        self.table = table
    }

    /// What a group of the series is called in an element id.
    package func element(
        _ group: RetentionElement.Group, start: CivilDate?, in retention: Retention
    ) -> RetentionElement {
        RetentionElement(
            group, start: start, series: retention.scope.segments.firstIndex(of: segment) ?? 0,
            breakdown: breakdown)
    }
}

/// What each view counts.
package enum RetentionTable: Hashable, Sendable {
    case cohorts([RetentionCohort])
    /// Users active in exactly n periods, at index n - 1.
    case stickiness([Int])
    case lifecycle([LifecyclePeriod])
}

/// The users who started in one period.
package struct RetentionCohort: Hashable, Sendable {
    /// The first day of the period.
    package let start: CivilDate
    package let users: Int
    /// One a column.
    package let cells: [RetentionCell]

    package init(start: CivilDate, users: Int, cells: [RetentionCell]) {
        self.start = start
        self.users = users
        self.cells = cells
    }

    /// The share of the cohort that is active in a column.
    package func rate(_ column: Int) -> Double {
        users == 0 ? 0 : Double(cells[column].users) / Double(users)
    }
}

package struct RetentionCell: Hashable, Sendable {
    package let users: Int
    /// Whether the period was over when the newest event came.
    package let isComplete: Bool
    /// The measure over the cell's return events; nil without one, and for the average of nothing.
    package let value: Double?

    package init(users: Int, isComplete: Bool, value: Double? = nil) {
        self.users = users
        self.isComplete = isComplete
        self.value = value
    }
}

/// The groups of one period.
package struct LifecyclePeriod: Hashable, Sendable {
    package let start: CivilDate
    package let isComplete: Bool
    /// In the order of `Lifecycle`.
    package let users: [Int]

    package init(start: CivilDate, isComplete: Bool, users: [Int]) {
        self.start = start
        self.isComplete = isComplete
        self.users = users
    }
}

/// A column's rate over all cohorts whose period is over.
///
///     cohorts 1000 → 500 and 500 → 400: pooled 0.6, simple 0.65
package struct RetentionAverage: Hashable, Sendable {
    /// Returns of all over users of all; nil without a complete cell.
    package let pooled: Double?
    /// The mean of the cohorts' rates, each counting the same; cohorts without users do not.
    package let simple: Double?

    package init(_ cohorts: [RetentionCohort], column: Int) {
        let complete = cohorts.filter { $0.users > 0 && $0.cells[column].isComplete }
        guard !complete.isEmpty else {
            (pooled, simple) = (nil, nil)
            return
        }
        let users = complete.reduce(0) { $0 + $1.users }
        let active = complete.reduce(0) { $0 + $1.cells[column].users }
        pooled = Double(active) / Double(users)
        simple = complete.reduce(0) { $0 + $1.rate(column) } / Double(complete.count)
    }
}
