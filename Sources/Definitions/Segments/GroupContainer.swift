/// The users who satisfy every group of the container.
package struct GroupContainer: Hashable, Sendable {
    package var groups: [SegmentGroup]
    /// Takes its users away from the containers before it.
    package var subtracts: Bool

    package init(_ groups: [SegmentGroup], subtracts: Bool = false) {
        self.groups = groups
        self.subtracts = subtracts
    }
}

/// Conditions on the rows of one table.
///
///     {"dataset": "payments", "filters": [{"field": "method", "operator": "equals", "value": "card"}],
///      "range": {"last": 90, "unit": "day"},
///      "having": [{"measure": "count", "operator": "at_least", "value": 3}],
///      "join": {"key": "account", "through": "accounts"}, "exclude": false}
package struct SegmentGroup: Hashable, Sendable {
    /// The name of a table of the catalogue.
    package var dataset: String
    /// All must hold, row by row; a comparison's property is the name of a field.
    package var filters: [Filter]
    /// Over the table's time column; nil: rows of any time.
    package var range: TimeRange?
    /// Over a key's rows that pass; all must hold. Empty: one such row is enough.
    package var having: [AggregateCondition]
    /// Nil: the user key.
    package var join: JoinKey?
    /// Keeps the users whom the group does not give (anti-join).
    package var isExcluded: Bool

    package init(
        dataset: String, filters: [Filter] = [], range: TimeRange? = nil,
        having: [AggregateCondition] = [], join: JoinKey? = nil, isExcluded: Bool = false
    ) {
        self.dataset = dataset
        self.filters = filters
        self.range = range
        self.having = having
        self.join = join
        self.isExcluded = isExcluded
    }
}

/// The key on which a group meets the others of its container instead of the user key.
package struct JoinKey: Hashable, Sendable {
    /// The name of a key in the catalogue: `account`.
    package var key: String
    /// The table that maps the key to users; nil: the only one that has both.
    package var through: String?

    package init(_ key: String, through: String? = nil) {
        self.key = key
        self.through = through
    }
}

/// A condition on an aggregate of a key's rows: `count at_least 3`, `sum of amount greater 10000`.
///
/// Without rows, counts are 0 and the other measures have no value, which satisfies nothing. Rows
/// whose field has no value are left out of every measure but `count`.
package struct AggregateCondition: Hashable, Sendable {
    package enum Measure: String, CaseIterable, Sendable {
        case count
        case countDistinct = "count_distinct"
        case sum, avg, min, max
    }

    package var measure: Measure
    /// The field measured; nil for `count`.
    package var field: String?
    /// `equals`, `not_equals`, `less`, `at_most`, `greater`, `at_least` or `between`.
    package var `operator`: Comparison.Operator
    /// One number, two for `between`.
    package var values: [Value]

    package init(
        _ measure: Measure, of field: String? = nil, _ operator: Comparison.Operator,
        _ values: [Value]
    ) {
        self.measure = measure
        self.field = field
        self.operator = `operator`
        self.values = values
    }
}
