package import Definitions
import SQL

extension CompileSegment.Compiled {
    /// As the API shows it; `plan`: how the warehouse would run it.
    package func json(plan: String?) -> JSONValue {
        [
            "text": .string(sql.text), "connection": .text(connection),
            "parameters": .array(sql.parameters.map(\.json)), "plan": .text(plan),
        ]
    }
}

extension SQLValue {
    fileprivate var json: JSONValue {
        switch self {
        case .null: .null
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .double(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        }
    }
}
