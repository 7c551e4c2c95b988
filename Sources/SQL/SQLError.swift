/// Why a query cannot be written as SQL.
package struct SQLError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable {
        /// The dialect has no words for an operation.
        case unsupported
        /// A text or number that SQL text cannot hold.
        case badLiteral
    }

    package let code: Code
    package let description: String

    /// `Impala cannot fold a list; …`
    package static func unsupported(_ operation: String, in dialect: String) -> SQLError {
        SQLError(
            code: .unsupported,
            description: "\(dialect) has no words for '\(operation)'; ask the native engine or "
                + "another warehouse.")
    }

    static func badLiteral(_ reason: String) -> SQLError {
        SQLError(code: .badLiteral, description: "A value cannot be written as SQL: \(reason).")
    }
}
