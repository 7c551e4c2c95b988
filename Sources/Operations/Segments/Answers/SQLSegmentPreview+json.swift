package import Definitions
import Warehouses

extension SQLSegmentPreview {
    /// As the API shows it: rows as lists, in the order of the columns.
    package var json: JSONValue {
        [
            "columns": .array(
                columns.map { ["name": .string($0.name), "type": .string($0.kind.rawValue)] }),
            "key_column": .string(columns[keyColumn].name),
            "rows": .array(rows.map { row in .array(row.map { .text($0) }) }),
            "cut": .boolean(isCut),
        ]
    }
}
