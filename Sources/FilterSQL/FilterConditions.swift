package import Definitions
package import SQL

/// Writes filters as conditions on columns, with the rules of `Comparison+evaluate.swift`: a missing
/// value (NULL) satisfies no comparison.
///
///     let conditions = FilterConditions(zone: zone) { name in .init(.named(name), .text) }
///     try conditions.parts(filters)   // "os" IN (?, ?)
///
/// Values become parameters, never text.
package struct FilterConditions: Sendable {
    /// What a filter's property stands for.
    package struct Column: Hashable, Sendable {
        /// Times as whole milliseconds since 1970.
        package let value: Expression
        package let type: DatasetSchema.PropertyType
        /// A time's milliseconds are those of the zone's wall clock instead of UTC.
        package let isLocal: Bool

        package init(
            _ value: Expression, _ type: DatasetSchema.PropertyType, isLocal: Bool = false
        ) {
            self.value = value
            self.type = type
            self.isLocal = isLocal
        }
    }

    private let zone: Zone
    private let column: @Sendable (String) -> Column?

    package init(zone: Zone, column: @escaping @Sendable (String) -> Column?) {
        self.zone = zone
        self.column = column
    }

    /// One condition for each filter; all must hold.
    package func parts(_ filters: [Filter]) throws(FilterSQLError) -> [Expression] {
        var parts: [Expression] = []
        for filter in filters { parts.append(try condition(filter)) }
        return parts
    }

    package func condition(_ filter: Filter) throws(FilterSQLError) -> Expression {
        switch filter {
        case .anyOf(let filters): return try .any(parts(filters))
        case .comparison(let comparison):
            let plain = try condition(comparison)
            guard comparison.acceptsNull, comparison.operator != .isNotSet else { return plain }
            return .any([plain, .isNull(try property(comparison.property).value)])
        }
    }

    private func condition(_ comparison: Comparison) throws(FilterSQLError) -> Expression {
        let property = try property(comparison.property)
        let column = property.value
        var values: [Expression] = []
        for value in comparison.values {
            values.append(.value(try self.value(value, property, comparison.property)))
        }
        return switch comparison.operator {
        case .equals: column.is(.equal, values[0])
        case .notEquals: column.is(.notEqual, values[0])
        case .isIn: .oneOf(column, values)
        case .notIn: .noneOf(column, values)
        case .less: column.is(.less, values[0])
        case .atMost: column.is(.atMost, values[0])
        case .greater: column.is(.greater, values[0])
        case .atLeast: column.is(.atLeast, values[0])
        case .between: .all([column.is(.atLeast, values[0]), column.is(.atMost, values[1])])
        case .contains: .call(.contains, [column, values[0]])
        case .startsWith: .call(.startsWith, [column, values[0]])
        case .endsWith: .call(.endsWith, [column, values[0]])
        case .matches: .call(.matches, [column, values[0]])
        case .isSet: .isNotNull(column)
        case .isNotSet: .isNull(column)
        }
    }

    private func property(_ name: String) throws(FilterSQLError) -> Column {
        guard let column = column(name) else { throw .unknown(name) }
        return column
    }

    /// A definition's value in the form of the property's column.
    private func value(
        _ value: Value, _ column: Column, _ name: String
    ) throws(FilterSQLError) -> SQLValue {
        switch (column.type, value) {
        case (.text, _): return .text(value.words)
        case (.integer, .integer(let number)): return .integer(number)
        case (.number, .integer(let number)): return .double(Double(number))
        case (.integer, .number(let number)), (.number, .number(let number)):
            return .double(number)
        case (.boolean, .boolean(let flag)): return .boolean(flag)
        case (.time, .text(let text)):
            guard let moment = Moment(text) else { throw .unfitting(text, name) }
            let instant = moment.instant(in: zone)
            return .integer(column.isLocal ? zone.local(instant) : instant)
        default: throw .unfitting(value.words, name)
        }
    }
}

/// Why a filter cannot be written.
package enum FilterSQLError: Error, Hashable, Sendable {
    /// The table has no such property.
    case unknown(String)
    /// The value cannot be compared with the property.
    case unfitting(_ value: String, _ property: String)
}
