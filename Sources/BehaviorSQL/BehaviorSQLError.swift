import FilterSQL
import SQL

/// Why a question cannot be answered by SQL.
package struct BehaviorSQLError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable {
        /// Too many different steps can match one event.
        case overlappingSteps
        /// The warehouse's table has no such property, attribute or segment.
        case unknownName
        /// A filter's value does not fit the property.
        case unfittingValue
        /// The dialect has no words for what the question needs.
        case dialect
        /// The warehouse's answer does not have the expected form.
        case unreadableAnswer
    }

    package let code: Code
    package let description: String
}

extension BehaviorSQLError {
    static func overlappingSteps(_ count: Int, limit: Int) -> BehaviorSQLError {
        BehaviorSQLError(
            code: .overlappingSteps,
            description: "\(count) different steps can match one and the same event; SQL answers "
                + "at most \(limit). Tell the steps apart by their events, or ask the native "
                + "engine.")
    }

    static func unknown(_ kind: String, _ name: String) -> BehaviorSQLError {
        BehaviorSQLError(
            code: .unknownName,
            description: "The warehouse's table has no \(kind) '\(name)'; describe it, or ask the "
                + "native engine.")
    }

    static func unfitting(_ value: String, _ property: String) -> BehaviorSQLError {
        BehaviorSQLError(
            code: .unfittingValue,
            description: "'\(value)' cannot be compared with \(property); write it in the "
                + "property's own type.")
    }

    static func filter(_ error: FilterSQLError) -> BehaviorSQLError {
        switch error {
        case .unknown(let name): unknown("property", name)
        case .unfitting(let value, let property): unfitting(value, property)
        }
    }

    static func dialect(_ error: SQLError) -> BehaviorSQLError {
        BehaviorSQLError(code: .dialect, description: error.description)
    }

    static func unreadableAnswer(_ reason: String) -> BehaviorSQLError {
        BehaviorSQLError(
            code: .unreadableAnswer,
            description: "The warehouse's answer cannot be read: \(reason).")
    }
}
