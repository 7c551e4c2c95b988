import Definitions
import SQL

/// Writes filters as conditions on an event's columns, with the rules of
/// `Comparison+evaluate.swift`: a missing value (NULL) satisfies no comparison.
struct FilterWriter {
    let properties: [EventTable.Property]
    /// The column that holds the property of this place.
    let column: @Sendable (Int) -> Expression
    let event: Expression
    let zone: Zone

    func condition(_ matcher: EventMatcher) throws(BehaviorSQLError) -> Expression {
        var alternatives: [Expression] = []
        for condition in matcher.conditions {
            let name = condition.event.map { event.is(.equal, .value(.text($0))) }
            alternatives.append(try .all((name.map { [$0] } ?? []) + parts(condition.filters)))
        }
        return alternatives.count == 1 ? alternatives[0] : .any(alternatives)
    }

    func parts(_ filters: [Filter]) throws(BehaviorSQLError) -> [Expression] {
        var parts: [Expression] = []
        for filter in filters { parts.append(try condition(filter)) }
        return parts
    }

    private func condition(_ filter: Filter) throws(BehaviorSQLError) -> Expression {
        switch filter {
        case .anyOf(let filters): return try .any(parts(filters))
        case .comparison(let comparison):
            let plain = try condition(comparison)
            guard comparison.acceptsNull, comparison.operator != .isNotSet else { return plain }
            return .any([plain, .isNull(try property(comparison.property).column)])
        }
    }

    private func condition(_ comparison: Comparison) throws(BehaviorSQLError) -> Expression {
        let (column, type) = try property(comparison.property)
        var values: [Expression] = []
        for value in comparison.values {
            values.append(.value(try self.value(value, type, comparison.property)))
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

    func property(
        _ name: String
    ) throws(BehaviorSQLError) -> (column: Expression, type: DatasetSchema.PropertyType) {
        guard let place = properties.firstIndex(where: { $0.name == name }) else {
            throw .unknown("property", name)
        }
        return (column(place), properties[place].type)
    }

    /// A definition's value in the form of the property's column.
    private func value(
        _ value: Value, _ type: DatasetSchema.PropertyType, _ property: String
    ) throws(BehaviorSQLError) -> SQLValue {
        switch (type, value) {
        case (.text, _): return .text(value.words)
        case (.integer, .integer(let number)): return .integer(number)
        case (.number, .integer(let number)): return .double(Double(number))
        case (.integer, .number(let number)), (.number, .number(let number)):
            return .double(number)
        case (.boolean, .boolean(let flag)): return .boolean(flag)
        case (.time, .text(let text)):
            guard let moment = Moment(text) else { throw .unfitting(text, property) }
            return .integer(moment.instant(in: zone))
        default: throw .unfitting(value.words, property)
        }
    }
}
