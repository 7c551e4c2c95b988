/// A value that goes to a warehouse with a statement, or comes back in a row.
///
///     .text("O'Neil")     .integer(30)
package enum SQLValue: Hashable, Sendable {
    case null
    case text(String)
    case integer(Int64)
    case double(Double)
    case boolean(Bool)
}

/// The types that expressions are cast to.
package indirect enum SQLType: Hashable, Sendable {
    case text, integer, double, boolean
    case list(SQLType)
    case structure([Field])

    package struct Field: Hashable, Sendable {
        package let name: String
        package let type: SQLType

        package init(_ name: String, _ type: SQLType) {
            self.name = name
            self.type = type
        }
    }
}
