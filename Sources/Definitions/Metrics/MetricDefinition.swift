/// A number by which segments are compared over time: what is measured, in which unit, and which way is
/// good.
///
///     {"measure": "average_per_active_user", "dataset": "payments", "field": "amount",
///      "filters": [{"field": "method", "operator": "equals", "value": "card"}],
///      "unit": "KRW", "direction": "higher"}
///     {"ratio": {"numerator": {"measure": "count", "dataset": "payments"},
///                "denominator": {"measure": "count", "dataset": "visits"}}}
package struct MetricDefinition: Hashable, Sendable {
    /// What is measured.
    package enum Form: Hashable, Sendable {
        case measured(MetricPart)
        /// Nothing where the denominator is 0.
        case ratio(numerator: MetricPart, denominator: MetricPart)
    }

    /// Which way is good.
    package enum Direction: String, CaseIterable, Sendable {
        case higher, lower
    }

    package var form: Form
    /// `KRW`, `days`; empty: a plain number.
    package var unit: String
    package var direction: Direction

    package init(_ form: Form, unit: String = "", direction: Direction = .higher) {
        self.form = form
        self.unit = unit
        self.direction = direction
    }

    /// The one part, or numerator and denominator, with their places in the JSON.
    package var parts: [(pointer: String, part: MetricPart)] {
        switch form {
        case .measured(let part): [("", part)]
        case .ratio(let numerator, let denominator):
            [("/ratio/numerator", numerator), ("/ratio/denominator", denominator)]
        }
    }
}

/// One measure over the rows of one table that pass all filters and whose time lies in the period that
/// is asked about.
package struct MetricPart: Hashable, Sendable {
    package enum Measure: String, CaseIterable, Sendable {
        /// Rows.
        case count
        /// Different values of the field; rows without one do not count.
        case countDistinct = "count_distinct"
        case sum
        /// The sum of the field, or the rows where none is given, over all users of the segment.
        case averagePerUser = "average_per_user"
        /// The same over the users with at least one such row.
        case averagePerActiveUser = "average_per_active_user"
        /// Users with at least one such row, of all users of the segment: 0 to 1.
        case shareOfUsers = "share_of_users_with"
        /// The value of the field that so many percent of the rows do not exceed.
        case percentile
    }

    package var measure: Measure
    /// The name of a table of the catalogue.
    package var dataset: String
    package var field: String?
    /// Of a percentile: 90 for nine tenths.
    package var percent: Double?
    package var filters: [Filter]
    /// The field that says when a row counts; nil: the table's own time.
    package var time: String?

    package init(
        _ measure: Measure, over dataset: String, field: String? = nil, percent: Double? = nil,
        filters: [Filter] = [], time: String? = nil
    ) {
        self.measure = measure
        self.dataset = dataset
        self.field = field
        self.percent = percent
        self.filters = filters
        self.time = time
    }
}

extension MetricPart.Measure {
    package enum FieldUse: Hashable, Sendable {
        case needed, allowed, refused
    }

    /// Whether the measure is one of a field.
    package var fieldUse: FieldUse {
        switch self {
        case .countDistinct, .sum, .percentile: .needed
        case .averagePerUser, .averagePerActiveUser: .allowed
        case .count, .shareOfUsers: .refused
        }
    }

    /// Whether the field's values are reckoned with, so that they must be numbers.
    var needsNumbers: Bool { fieldUse != .refused && self != .countDistinct }

    /// Whether it asks whose a row is.
    var needsUsers: Bool {
        switch self {
        case .averagePerUser, .averagePerActiveUser, .shareOfUsers: true
        case .count, .countDistinct, .sum, .percentile: false
        }
    }
}
