/// One SQL statement and the values of its `?` places, in order.
///
/// ```swift
/// Statement("SELECT * FROM users WHERE name = ? AND age > ?", [.text("Ann"), .integer(30)])
/// ```
/// Values never become part of the text, so nothing in them can change what the statement does.
package struct Statement: Sendable, Hashable, ExpressibleByStringLiteral {
    package var text: String
    package var parameters: [Parameter]

    package init(_ text: String, _ parameters: [Parameter] = []) {
        self.text = text
        self.parameters = parameters
    }

    package init(stringLiteral text: String) {
        self.init(text)
    }
}

/// A value handed to a statement.
package enum Parameter: Sendable, Hashable {
    case null
    case text(String)
    case integer(Int64)
    case double(Double)
    case boolean(Bool)
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    case timestamp(microseconds: Int64)
    /// Days since 1970-01-01.
    case date(days: Int32)
}
