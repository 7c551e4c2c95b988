/// Which numbers a retention answer consists of, for the data at hand: one *cell* each.
///
/// Engines count users per cell; the layout knows what a cell means and when its period is over.
package struct RetentionLayout: Hashable, Sendable {
    /// More periods than this are refused: they would be an answer that nobody can read.
    package static let periodLimit = 4000

    package let retention: Retention
    package let range: ResolvedRange
    /// The shown periods, after one earlier period in the view lifecycle, and before those in which
    /// users of the last cohort can return.
    package let calendar: PeriodCalendar
    /// Indexes into the calendar of the shown periods: the cohorts.
    package let shown: Range<Int>
    private let dataUntil: Int64

    /// Shown are the periods that overlap both the range and the data.
    package init(
        _ retention: Retention, range: ResolvedRange?, zone: Zone, dataFrom: Int64?,
        dataUntil: Int64?
    ) throws(DefinitionError) {
        self.retention = retention
        self.range = range ?? .always
        self.dataUntil = dataUntil ?? .min
        let from = max(self.range.from, dataFrom ?? 0)
        let to = min(self.range.to - 1, dataUntil ?? -1)
        guard dataFrom != nil, from <= to else {
            calendar = PeriodCalendar(retention.period, from: 0, count: 0, zone: zone)
            shown = 0..<0
            return
        }
        let period = retention.period
        let count =
            period.distance(
                from: period.first(of: zone.date(of: from)),
                to: period.first(of: zone.date(of: to))) + 1
        guard count <= Self.periodLimit else {
            throw DefinitionError(
                .outOfRange, at: "/period",
                "From the first to the last there are \(count) periods, and at most "
                    + "\(Self.periodLimit) are shown; give a shorter range or a longer period.")
        }
        let before = retention.view == .lifecycle ? 1 : 0
        let after = retention.view == .retention ? retention.columns.periodCount : 0
        calendar = PeriodCalendar(
            period, from: from, offset: -before, count: before + count + after, zone: zone)
        shown = before..<before + count
    }

    /// Cells of one cohort: its users, then each column's active ones.
    package var cellsPerPeriod: Int {
        switch retention.view {
        case .retention: retention.columns.count + 1
        case .stickiness: 1
        case .lifecycle: Lifecycle.allCases.count
        }
    }

    package var cellCount: Int { shown.count * cellsPerPeriod }

    /// The cell that counts the users of an element, and the cell whose users it leaves out; nil where
    /// the answer has no such element.
    package func cells(of element: RetentionElement) -> (cell: Int, without: Int?)? {
        if case .periods(let count) = element.group {
            guard count <= shown.count else { return nil }
            return (count - 1, nil)
        }
        guard let start = element.start,
            let index = shown.first(where: { calendar.dates[$0] == start })
        else { return nil }
        let first = (index - shown.lowerBound) * cellsPerPeriod
        switch element.group {
        case .cohort: return (first, nil)
        case .active(let column): return (first + 1 + column, nil)
        case .inactive(let column): return (first, first + 1 + column)
        case .lifecycle(let group): return (first + group.index, nil)
        case .periods: return nil
        }
    }

    /// Like `cells(of:)`; throws where the answer has no such element.
    package func requiredCells(
        of element: RetentionElement
    ) throws(DefinitionError) -> (cell: Int, without: Int?) {
        guard let cells = cells(of: element) else {
            throw .unknownName(
                element.id, kind: "element", at: "/element",
                known: shown.prefix(8).map { calendar.dates[$0].text })
        }
        return cells
    }

    /// The answer that the users per cell make, and where the question has a measure, their values.
    package func table(_ counts: [Int], values: [CellValue]? = nil) -> RetentionTable {
        switch retention.view {
        case .retention: .cohorts(shown.map { cohort($0, counts, values) })
        case .stickiness: .stickiness(counts)
        case .lifecycle:
            .lifecycle(
                shown.map { index in
                    let first = (index - shown.lowerBound) * cellsPerPeriod
                    return LifecyclePeriod(
                        start: calendar.dates[index],
                        isComplete: isOver(calendar.starts[index + 1]),
                        users: Array(counts[first..<(first + cellsPerPeriod)]))
                })
        }
    }

    private func cohort(
        _ index: Int, _ counts: [Int], _ values: [CellValue]?
    ) -> RetentionCohort {
        let first = (index - shown.lowerBound) * cellsPerPeriod
        return RetentionCohort(
            start: calendar.dates[index], users: counts[first],
            cells: (0..<retention.columns.count).map { column in
                RetentionCell(
                    users: counts[first + 1 + column],
                    isComplete: isComplete(cohort: index, column: column),
                    value: values.flatMap { value(of: $0[first + 1 + column]) })
            })
    }

    private func value(of cell: CellValue) -> Double? {
        switch retention.measure?.kind {
        case .sum: cell.sum
        case .average: cell.count == 0 ? nil : cell.sum / Double(cell.count)
        case nil: nil
        }
    }

    /// Whether the column's last period is over for every user of the cohort.
    private func isComplete(cohort: Int, column: Int) -> Bool {
        let last = retention.columns.periods(column).upperBound
        if retention.isCalendar { return isOver(calendar.starts[cohort + last + 1]) }
        let length = retention.period.rollingMilliseconds ?? 0
        let lastStart = min(calendar.starts[cohort + 1], range.to) - 1
        return isOver(lastStart + Int64(last + 1) * length)
    }

    /// Whether the newest event lies in the last millisecond before `end`, or later.
    private func isOver(_ end: Int64) -> Bool { end - 1 <= dataUntil }
}

/// The sum of a number over a cell's return events, and how many of them have it.
///
/// What each addition rounds away is kept, so that the order of the additions does not show.
package struct CellValue: Hashable, Sendable {
    package private(set) var count = 0
    private var high = 0.0
    private var low = 0.0

    package init() {}

    /// What somebody else has added up.
    package init(sum: Double, count: Int) {
        high = sum
        self.count = count
    }

    package var sum: Double { high + low }

    package mutating func add(_ value: Double) {
        count += 1
        accumulate(value)
    }

    package mutating func add(_ other: CellValue) {
        count += other.count
        accumulate(other.high)
        accumulate(other.low)
    }

    /// After D. Knuth's exact sum of two numbers.
    private mutating func accumulate(_ value: Double) {
        let sum = high + value
        let part = sum - high
        low += (high - (sum - part)) + (value - part)
        high = sum
    }
}

extension Lifecycle {
    /// 0 for the first.
    package var index: Int {
        switch self {
        case .new: 0
        case .returning: 1
        case .resurrected: 2
        case .dormant: 3
        }
    }
}
