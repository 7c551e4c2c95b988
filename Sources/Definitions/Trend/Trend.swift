/// How many events and users there were, and how much of a property, period by period.
///
///     {"kind": "trend", "dataset": "orders", "period": "day",
///      "series": [{"event": "purchase", "measure": "users"},
///                 {"event": "purchase", "measure": "sum", "property": "amount"}]}
///
/// What each field means is laid down in `docs/guide/trend.md`.
package struct Trend: Hashable, Sendable {
    /// What one point covers: a calendar unit of the question's time zone.
    package enum Period: String, CaseIterable, Sendable {
        case hour, day, week, month

        package var unit: TimeRange.Unit {
            switch self {
            case .hour: .hour
            case .day: .day
            case .week: .week
            case .month: .month
            }
        }
    }

    /// The earlier time that stands beside the range.
    package enum Compare: String, CaseIterable, Sendable {
        case previousPeriod = "previous_period"
        case previousYear = "previous_year"
    }

    /// Events, and what is told of them.
    package struct Series: Hashable, Sendable {
        package let matcher: EventMatcher
        package let measure: TrendMeasure

        package init(_ matcher: EventMatcher, _ measure: TrendMeasure) {
            self.matcher = matcher
            self.measure = measure
        }
    }

    /// One series divided by another, point by point; 1 is the first series.
    package struct Formula: Hashable, Sendable {
        package let label: String?
        package let numerator: Int
        package let denominator: Int

        package init(label: String? = nil, numerator: Int, denominator: Int) {
            self.label = label
            self.numerator = numerator
            self.denominator = denominator
        }

        /// The label, or `series 2 / series 1`.
        package var title: String { label ?? "series \(numerator) / series \(denominator)" }
    }

    /// The values over which every series is split.
    package struct Breakdown: Hashable, Sendable {
        package enum Subject: Hashable, Sendable {
            /// A property of the events.
            case property(String)
            /// An attribute of the users.
            case attribute(String)
        }

        package let subject: Subject
        /// How many values are shown; the rest is `(other)`.
        package let limit: Int

        package init(_ subject: Subject, limit: Int = 10) {
            self.subject = subject
            self.limit = limit
        }
    }

    package static let seriesCounts = 1...32
    /// A line has at most so many points.
    package static let pointLimit = 5000
    /// An answer has at most so many points of all lines together.
    package static let numberLimit = 1_000_000

    package var scope: Scope
    package var series: [Series]
    package var period: Period
    package var breakdown: Breakdown?
    package var compare: Compare?
    package var formulas: [Formula]

    package init(
        scope: Scope, series: [Series], period: Period, breakdown: Breakdown? = nil,
        compare: Compare? = nil, formulas: [Formula] = []
    ) {
        self.scope = scope
        self.series = series
        self.period = period
        self.breakdown = breakdown
        self.compare = compare
        self.formulas = formulas
    }
}

extension Trend.Series {
    /// The label, or `purchase: sum of amount`.
    package var title: String { matcher.label ?? "\(matcher.title): \(measure.title)" }
}
