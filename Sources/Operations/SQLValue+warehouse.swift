import SQL
import Warehouses

extension SQLFragment {
    /// The fragment as the SQL compiler takes it.
    var sqlText: SQLText { SQLText(text, parameters.map(\.value)) }
}

extension SQLValue {
    var parameter: Parameter {
        switch self {
        case .null: .null
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .double(let number): .double(number)
        case .boolean(let flag): .boolean(flag)
        }
    }
}

extension Parameter {
    /// Times and dates travel as whole numbers: microseconds and days.
    fileprivate var value: SQLValue {
        switch self {
        case .null: .null
        case .text(let text): .text(text)
        case .integer(let number), .timestamp(let number): .integer(number)
        case .double(let number): .double(number)
        case .boolean(let flag): .boolean(flag)
        case .date(let days): .integer(Int64(days))
        }
    }
}

extension Column {
    /// The value of a row of a small result.
    func value(_ row: Int) -> SQLValue {
        switch self {
        case .text(let column): column.string(row: row).map { .text($0) } ?? .null
        case .integer(let column), .timestamp(let column), .date(let column):
            column.presence[row] ? .integer(column.values[row]) : .null
        case .double(let column): column.presence[row] ? .double(column.values[row]) : .null
        case .boolean(let column): column.presence[row] ? .boolean(column.values[row]) : .null
        }
    }
}
