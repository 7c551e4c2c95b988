/// DuckDB from 1.3, whose lambdas are written `lambda x: …`.
package struct DuckDB: Dialect {
    package let name = "DuckDB"

    package let materializedAs = "AS MATERIALIZED"

    package init() {}

    package func call(
        _ function: Function, _ arguments: [String]
    ) throws(SQLError) -> String {
        let list = arguments.joined(separator: ", ")
        return switch function {
        case .quotient: "((\(arguments[0])) // (\(arguments[1])))"
        case .epochMilliseconds: "epoch_ms(\(list))"
        case .contains: "contains(\(list))"
        case .startsWith: "starts_with(\(list))"
        case .endsWith: "ends_with(\(list))"
        case .matches: "regexp_matches(\(list))"
        case .list: "[\(list)]"
        case .item: "list_extract(\(list))"
        case .itemCount: "len(\(list))"
        case .append: "list_append(\(list))"
        case .largest: "list_max(\(list))"
        case .transform: "list_transform(\(list))"
        // The state stands last here.
        case .fold: "list_reduce(\(arguments[0]), \(arguments[2]), \(arguments[1]))"
        case .unfold: "UNNEST(\(list))"
        default: try commonCall(function, arguments)
        }
    }

    package func type(_ type: SQLType) throws(SQLError) -> String {
        switch type {
        case .list(let item): return try self.type(item) + "[]"
        case .structure(let fields):
            var parts: [String] = []
            for field in fields { parts.append(try "\(field.name) " + self.type(field.type)) }
            return "STRUCT(\(parts.joined(separator: ", ")))"
        default: return try commonType(type)
        }
    }

    package func sortedList(_ argument: String) throws(SQLError) -> String {
        "list_sort(list(\(argument)))"
    }

    package func lambda(_ names: [String], _ body: String) throws(SQLError) -> String {
        "lambda \(names.joined(separator: ", ")): \(body)"
    }

    package func structure(
        _ fields: [(name: String, value: String)]
    ) throws(SQLError) -> String {
        "{" + fields.map { "'\($0.name)': \($0.value)" }.joined(separator: ", ") + "}"
    }

    package func field(_ name: String, of structure: String) throws(SQLError) -> String {
        "struct_extract(\(structure), '\(name)')"
    }
}
