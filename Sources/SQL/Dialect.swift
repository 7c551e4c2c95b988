/// How one warehouse writes what a query says: small questions, with the common answers.
///
///     try DuckDB().text(of: query).text
package protocol Dialect: Sendable {
    /// The name in messages.
    var name: String { get }

    /// `"order"`: a name that somebody else chose.
    func quoted(_ name: String) -> String

    /// `AS MATERIALIZED`, between the name and the text of a query that is to be kept.
    var materializedAs: String { get }

    /// What stands for a value in the text: `?`, or a literal where there are no parameters.
    func parameter(_ value: SQLValue) throws(SQLError) -> PlacedValue

    /// A value as text; quotes and backslashes in it stay inside it.
    func literal(_ value: SQLValue) throws(SQLError) -> String

    /// `BIGINT`
    func type(_ type: SQLType) throws(SQLError) -> String

    /// A call of a function; throws where the dialect has no words for it.
    func call(_ function: Function, _ arguments: [String]) throws(SQLError) -> String

    /// `ARRAY_AGG(a ORDER BY a)`
    func sortedList(_ argument: String) throws(SQLError) -> String

    /// `lambda a, b: c`
    func lambda(_ names: [String], _ body: String) throws(SQLError) -> String

    /// `{'a': b}`
    func structure(_ fields: [(name: String, value: String)]) throws(SQLError) -> String

    /// `a.b`
    func field(_ name: String, of structure: String) throws(SQLError) -> String
}

/// How a value stands in a statement.
package enum PlacedValue: Hashable, Sendable {
    /// It travels beside the text.
    case placeholder(String)
    /// It is part of the text.
    case literal(String)
}

extension Dialect {
    package func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    package var materializedAs: String { "AS" }

    package func parameter(_ value: SQLValue) throws(SQLError) -> PlacedValue {
        .placeholder("?")
    }

    package func literal(_ value: SQLValue) throws(SQLError) -> String {
        switch value {
        case .null: return "NULL"
        case .text(let text): return try textLiteral(text)
        case .integer(.min): return "(-9223372036854775807 - 1)"
        case .integer(let number): return number < 0 ? "(\(number))" : "\(number)"
        case .double(let number):
            guard number.isFinite else { throw .badLiteral("\(number) is no finite number") }
            return try "CAST('\(number)' AS " + type(.double) + ")"
        case .boolean(let flag): return flag ? "TRUE" : "FALSE"
        }
    }

    /// Standard SQL: a quote is doubled, a backslash is a backslash.
    private func textLiteral(_ text: String) throws(SQLError) -> String {
        guard !text.utf8.contains(0) else { throw .badLiteral("it holds a zero byte") }
        return "'" + text.replacing("'", with: "''") + "'"
    }

    package func type(_ type: SQLType) throws(SQLError) -> String {
        try commonType(type)
    }

    package func commonType(_ type: SQLType) throws(SQLError) -> String {
        switch type {
        case .text: "VARCHAR"
        case .integer: "BIGINT"
        case .double: "DOUBLE"
        case .boolean: "BOOLEAN"
        case .list, .structure: throw .unsupported("lists and structures", in: name)
        }
    }

    package func call(
        _ function: Function, _ arguments: [String]
    ) throws(SQLError) -> String {
        try commonCall(function, arguments)
    }

    /// What every warehouse writes the same way.
    package func commonCall(
        _ function: Function, _ arguments: [String]
    ) throws(SQLError) -> String {
        let list = arguments.joined(separator: ", ")
        return switch function {
        case .coalesce: "COALESCE(\(list))"
        case .least: "LEAST(\(list))"
        case .substring: "SUBSTR(\(list))"
        case .concatenate: "CONCAT(\(list))"
        default: throw .unsupported(function.rawValue, in: name)
        }
    }

    package func sortedList(_ argument: String) throws(SQLError) -> String {
        throw .unsupported("gather a sorted list", in: name)
    }

    package func lambda(_ names: [String], _ body: String) throws(SQLError) -> String {
        throw .unsupported("lambda", in: name)
    }

    package func structure(
        _ fields: [(name: String, value: String)]
    ) throws(SQLError) -> String {
        throw .unsupported("structure", in: name)
    }

    package func field(_ name: String, of structure: String) throws(SQLError) -> String {
        throw .unsupported("field of a structure", in: self.name)
    }
}
