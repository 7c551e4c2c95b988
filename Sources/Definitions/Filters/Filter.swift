/// A condition on one event or row: a comparison, or any one of several filters.
///
///     {"property": "os", "operator": "in", "value": ["ios", "android"]}
///     {"any_of": [filter, filter]}
package indirect enum Filter: Hashable, Sendable {
    case comparison(Comparison)
    case anyOf([Filter])

    /// Every property that the filter reads.
    package var properties: [String] {
        switch self {
        case .comparison(let comparison): [comparison.property]
        case .anyOf(let filters): filters.flatMap(\.properties)
        }
    }
}

/// A property compared with values. Without a value of its own (NULL) a row never satisfies a
/// comparison, unless `orNull` is set or the operator is `isNotSet`.
package struct Comparison: Hashable, Sendable {
    package enum Operator: String, CaseIterable, Sendable {
        case equals
        case notEquals = "not_equals"
        case isIn = "in"
        case notIn = "not_in"
        case less
        case atMost = "at_most"
        case greater
        case atLeast = "at_least"
        case between
        case contains
        case startsWith = "starts_with"
        case endsWith = "ends_with"
        case matches
        case isSet = "is_set"
        case isNotSet = "is_not_set"

        /// How many values the operator takes.
        package var valueCount: ClosedRange<Int> {
            switch self {
            case .isSet, .isNotSet: 0...0
            case .isIn, .notIn: 1...10_000
            case .between: 2...2
            default: 1...1
            }
        }
    }

    package let property: String
    package let `operator`: Operator
    package let values: [Value]
    package let orNull: Bool

    package init(
        property: String, operator: Operator, values: [Value], orNull: Bool = false
    ) {
        self.property = property
        self.operator = `operator`
        self.values = values
        self.orNull = orNull
    }
}
