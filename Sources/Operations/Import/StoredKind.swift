import Definitions

/// How a file keeps a column's values.
package enum StoredKind: String, CaseIterable, Sendable {
    case text, integer, number, boolean, date
    /// A wall clock without a zone.
    case localTime = "local_time"
    /// A point in time.
    case instant
    /// Lists, structs, bytes: read as text.
    case other

    /// From the name of DuckDB's type.
    init(duckDBType type: String) {
        let integers: Set<String> = [
            "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER",
            "UBIGINT", "HUGEINT", "UHUGEINT",
        ]
        self =
            switch type {
            case "VARCHAR": .text
            case "FLOAT", "DOUBLE": .number
            case "BOOLEAN": .boolean
            case "DATE": .date
            case "TIMESTAMP WITH TIME ZONE": .instant
            case _ where integers.contains(type): .integer
            case _ where type.hasSuffix("]"): .other
            case _ where type.hasPrefix("DECIMAL"): .number
            case _ where type.hasPrefix("TIMESTAMP"): .localTime
            default: .other
            }
    }

    /// The type of the property that such a column becomes.
    var propertyType: DatasetSchema.PropertyType {
        switch self {
        case .text, .other: .text
        case .integer: .integer
        case .number: .number
        case .boolean: .boolean
        case .date, .localTime, .instant: .time
        }
    }
}
