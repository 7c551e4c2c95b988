package import Warehouses

/// A piece of SQL with the values of its places, put together by interpolation.
///
///     let isBig: SQLFragment = "\(name: "amount") > \(value: .integer(5))"
///     // "amount" > ?
///
/// Cost: a copy of the text.
package struct SQLFragment: Hashable, Sendable, ExpressibleByStringInterpolation {
    package private(set) var text = ""
    package private(set) var parameters: [Parameter] = []

    /// Text that this program, or the person at the terminal, wrote as SQL.
    package init(sql text: String) {
        self.text = text
    }

    package init(stringLiteral value: String) {
        text = value
    }

    package init(stringInterpolation: Interpolation) {
        self = stringInterpolation.fragment
    }

    package var statement: Statement { Statement(text, parameters) }

    static func joined(_ parts: [SQLFragment], by separator: String) -> SQLFragment {
        var all = SQLFragment(sql: "")
        for (index, part) in parts.enumerated() {
            if index > 0 { all.text += separator }
            all.append(part)
        }
        return all
    }

    private mutating func append(_ other: SQLFragment) {
        text += other.text
        parameters += other.parameters
    }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var fragment = SQLFragment(sql: "")

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            fragment.text += literal
        }

        package mutating func appendInterpolation(_ part: SQLFragment) {
            fragment.append(part)
        }

        /// A value at a place of its own.
        package mutating func appendInterpolation(value: Parameter) {
            fragment.text += "?"
            fragment.parameters.append(value)
        }

        /// A column or table: `my "name"` becomes `"my ""name"""`.
        package mutating func appendInterpolation(name: String) {
            fragment.text += quoted(name, by: "\"")
        }

        /// A text where SQL takes no place, such as the path of a file.
        package mutating func appendInterpolation(literal: String) {
            fragment.text += quoted(literal, by: "'")
        }

        package mutating func appendInterpolation(number: Int64) {
            fragment.text += String(number)
        }

        private func quoted(_ text: String, by quote: Character) -> String {
            var result = String(quote)
            // By scalars: a quote may stand before a combining mark.
            for scalar in text.unicodeScalars {
                if Character(scalar) == quote { result.unicodeScalars.append(scalar) }
                result.unicodeScalars.append(scalar)
            }
            return result + String(quote)
        }
    }
}
