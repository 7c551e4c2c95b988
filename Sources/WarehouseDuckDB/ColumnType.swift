import CDuckDB
import Warehouses

/// How the values of a column lie in DuckDB's vectors, and so how to read them.
enum ColumnType {
    case text
    /// Positions in a list of names, 1, 2 or 4 bytes wide.
    case enumeration(names: [String], width: Int)
    case uuid
    case integer(Integer)
    case float
    case double
    /// Whole numbers of a power of ten.
    case decimal(Integer, divisor: Double)
    case boolean
    /// Microseconds, or what becomes microseconds: `value * multiplier / divisor`.
    case timestamp(multiplier: Int64, divisor: Int64)
    case date

    enum Integer {
        case int8, int16, int32, int64, uint8, uint16, uint32, uint64, int128, uint128
    }

    init(_ type: duckdb_logical_type?, column: String) throws(WarehouseError) {
        let identifier = unsafe Int(cduckdb_get_type_id(type))
        if let plain = Self.plain[identifier] {
            self = plain
            return
        }
        switch identifier {
        case duckdb_type_enum:
            self = unsafe .enumeration(type)
        case duckdb_type_decimal:
            let stored = unsafe Int(cduckdb_decimal_internal_type(type))
            guard case .integer(let width) = Self.plain[stored] else {
                throw .unsupportedType(column: column, identifier: identifier)
            }
            let scale = unsafe Int(cduckdb_decimal_scale(type))
            self = .decimal(width, divisor: (0..<scale).reduce(1.0) { power, _ in power * 10 })
        default:
            throw .unsupportedType(column: column, identifier: identifier)
        }
    }

    var kind: ColumnKind {
        switch self {
        case .text, .enumeration, .uuid: .text
        case .integer: .integer
        case .float, .double, .decimal: .double
        case .boolean: .boolean
        case .timestamp: .timestamp
        case .date: .date
        }
    }

    /// The types that need no further question; a bare `NULL` reads as an empty integer column.
    private static let plain: [Int: ColumnType] = [
        duckdb_type_varchar: .text,
        duckdb_type_uuid: .uuid,
        duckdb_type_boolean: .boolean,
        duckdb_type_tinyint: .integer(.int8),
        duckdb_type_smallint: .integer(.int16),
        duckdb_type_integer: .integer(.int32),
        duckdb_type_bigint: .integer(.int64),
        duckdb_type_utinyint: .integer(.uint8),
        duckdb_type_usmallint: .integer(.uint16),
        duckdb_type_uinteger: .integer(.uint32),
        duckdb_type_ubigint: .integer(.uint64),
        duckdb_type_hugeint: .integer(.int128),
        duckdb_type_uhugeint: .integer(.uint128),
        duckdb_type_sqlnull: .integer(.int32),
        duckdb_type_float: .float,
        duckdb_type_double: .double,
        duckdb_type_date: .date,
        duckdb_type_timestamp: .timestamp(multiplier: 1, divisor: 1),
        duckdb_type_timestamp_tz: .timestamp(multiplier: 1, divisor: 1),
        duckdb_type_timestamp_s: .timestamp(multiplier: 1_000_000, divisor: 1),
        duckdb_type_timestamp_ms: .timestamp(multiplier: 1000, divisor: 1),
        duckdb_type_timestamp_ns: .timestamp(multiplier: 1, divisor: 1000),
    ]

    private static func enumeration(_ type: duckdb_logical_type?) -> ColumnType {
        let count = unsafe cduckdb_enum_dictionary_size(type)
        let names = (0..<UInt64(count)).map { index in
            let characters = unsafe cduckdb_enum_dictionary_value(type, index)
            defer { unsafe cduckdb_free(characters) }
            return unsafe characters.map { unsafe String(cString: $0) } ?? ""
        }
        let stored = unsafe Int(cduckdb_enum_internal_type(type))
        let width =
            switch stored {
            case duckdb_type_utinyint: 1
            case duckdb_type_usmallint: 2
            default: 4
            }
        return .enumeration(names: names, width: width)
    }
}
