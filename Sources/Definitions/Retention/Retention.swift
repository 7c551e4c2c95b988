/// How many users come back, and when.
///
///     {"kind": "retention", "dataset": "orders", "start": {"event": "purchase"},
///      "return": {"event": "purchase"}, "period": "month", "periods": 12}
///
/// What each field means is laid down in `docs/guide/retention.md`.
package struct Retention: Hashable, Sendable {
    /// How the users' activity is looked at.
    package enum View: String, CaseIterable, Sendable {
        /// Cohorts by their start, and who of them returns in which period.
        case retention
        /// Users by the number of periods in which they are active.
        case stickiness
        /// New, returning, resurrected and dormant users of each period.
        case lifecycle
    }

    /// A calendar period; weeks start on Monday.
    package enum Period: String, CaseIterable, Sendable {
        case day, week, month
    }

    /// Which start events put a user into a cohort.
    package enum StartKind: String, CaseIterable, Sendable {
        /// The first one in the range.
        case first
        /// The first one of all, where it lies in the range.
        case firstEver = "first_ever"
        /// The first one of every period in the range.
        case recurring
    }

    /// What the columns of a table of cohorts count.
    package enum Columns: Hashable, Sendable {
        /// Active in period n.
        case on(Int)
        /// Active in period n or later.
        case onOrAfter(Int)
        /// Active in any of the periods n to m.
        case brackets([ClosedRange<Int>])
    }

    /// What is worked out over a number of the return events of a cell.
    package struct Measure: Hashable, Sendable {
        package enum Kind: String, CaseIterable, Sendable {
            case sum
            /// Over the return events that have the property.
            case average
        }

        package let kind: Kind
        package let property: String

        package init(_ kind: Kind, of property: String) {
            self.kind = kind
            self.property = property
        }
    }

    /// The values over which the cohorts are split: of a property of the start, or of the users.
    package typealias Breakdown = Trend.Breakdown

    package static let periodCounts: ClosedRange<Int64> = 1...366
    package static let bracketCounts = 1...64
    package static let defaultPeriodCount = 12

    package var scope: Scope
    package var view: View
    /// The same as `returnEvent` in the views that have no start.
    package var startEvent: EventMatcher
    package var returnEvent: EventMatcher
    package var period: Period
    package var columns: Columns
    /// Whether periods are those of the calendar; else they are 24 hours (or 7 times 24 hours) long
    /// and measured from the start event.
    package var isCalendar: Bool
    package var startKind: StartKind
    package var measure: Measure?
    package var breakdown: Breakdown?

    package init(
        scope: Scope, view: View = .retention, startEvent: EventMatcher,
        returnEvent: EventMatcher, period: Period = .day,
        columns: Columns = .on(Self.defaultPeriodCount), isCalendar: Bool = true,
        startKind: StartKind = .first, measure: Measure? = nil, breakdown: Breakdown? = nil
    ) {
        self.scope = scope
        self.view = view
        self.startEvent = startEvent
        self.returnEvent = returnEvent
        self.period = period
        self.columns = columns
        self.isCalendar = isCalendar
        self.startKind = startKind
        self.measure = measure
        self.breakdown = breakdown
    }
}

extension Retention.Columns {
    package var count: Int {
        switch self {
        case .on(let count), .onOrAfter(let count): count
        case .brackets(let brackets): brackets.count
        }
    }

    /// The periods that a column looks at.
    package func periods(_ column: Int) -> ClosedRange<Int> {
        switch self {
        case .on, .onOrAfter: column...column
        case .brackets(let brackets): brackets[column]
        }
    }

    /// Whether what happens in a period counts in a column.
    package func contains(_ period: Int, in column: Int) -> Bool {
        if case .onOrAfter = self { return period >= column }
        return periods(column).contains(period)
    }

    /// How many periods the columns look at one by one, from 0.
    package var periodCount: Int {
        switch self {
        case .on(let count), .onOrAfter(let count): count
        case .brackets(let brackets): (brackets.last?.upperBound ?? 0) + 1
        }
    }

    /// `3`, `3+`, `1-3`
    package func title(_ column: Int) -> String {
        let periods = periods(column)
        switch self {
        case .on: return "\(column)"
        case .onOrAfter: return "\(column)+"
        case .brackets:
            return periods.count == 1
                ? "\(periods.lowerBound)" : "\(periods.lowerBound)-\(periods.upperBound)"
        }
    }
}

extension Retention.Period {
    package var unit: TimeRange.Unit {
        switch self {
        case .day: .day
        case .week: .week
        case .month: .month
        }
    }

    /// The length of a rolling period in milliseconds; nil for a month, which has none.
    package var rollingMilliseconds: Int64? {
        switch self {
        case .day: TimeSpan.Unit.day.milliseconds
        case .week: TimeSpan.Unit.week.milliseconds
        case .month: nil
        }
    }

    /// Whether a period can begin on this day.
    func begins(on date: CivilDate) -> Bool {
        switch self {
        case .day: true
        case .week: date.weekday == 0
        case .month: date.day == 1
        }
    }
}
