import Foundation
import Warehouses

/// The driver's sentences.
extension WarehouseError {
    static func libraryMissing(lookedAt paths: [String]) -> WarehouseError {
        WarehouseError(
            .libraryMissing,
            "DuckDB's library is not installed: run script/setup, or set CXM_DUCKDB_LIBRARY to the "
                + "path of libduckdb 1.5.",
            cause: "looked at " + paths.joined(separator: ", "))
    }

    static func libraryUnusable(path: String, reason: String) -> WarehouseError {
        WarehouseError(
            .libraryMissing,
            "DuckDB's library \(path) cannot be used: run script/setup, or set "
                + "CXM_DUCKDB_LIBRARY to the path of libduckdb 1.5.",
            cause: reason)
    }

    static func cannotOpen(path: String, cause: String?) -> WarehouseError {
        WarehouseError(
            .connection,
            "The DuckDB database \(path) cannot be opened: check the path, its permissions, and "
                + "that no other process writes to it.",
            cause: cause)
    }

    static func badSetting(name: String, value: String) -> WarehouseError {
        WarehouseError(
            .connection, "DuckDB does not take \"\(value)\" for its setting \(name).")
    }

    static var cannotConnect: WarehouseError {
        WarehouseError(.connection, "DuckDB gave no connection: it is short of memory.")
    }

    static var sharedMemoryLimit: WarehouseError {
        WarehouseError(
            .forbidden,
            "Trusted DuckDB sessions share one memory limit: set it in the warehouse's "
                + "configuration, not for a session.")
    }

    static func writableFileLockedDown(_ path: String) -> WarehouseError {
        WarehouseError(
            .forbidden,
            "User SQL is not run on the database file \(path) while it may be changed: configure "
                + "it as read-only.")
    }

    static func noFiles(table: String, pattern: String) -> WarehouseError {
        WarehouseError(
            .missingFile,
            "No file matches \"\(pattern)\", which table \(table) reads: check the path.")
    }

    static func notOneStatement(_ count: Int, at position: Position?) -> WarehouseError {
        placed(
            .forbidden,
            count == 0
                ? "The SQL holds no statement: write one."
                : "The SQL holds \(count) statements: run them one by one.", at: position)
    }

    static func onlySelect(at position: Position? = nil) -> WarehouseError {
        placed(
            .forbidden, "Only a SELECT may be run here: it reads and changes nothing.",
            at: position)
    }

    static func forbiddenFunction(_ name: String, at position: Position?) -> WarehouseError {
        placed(
            .forbidden,
            "The function \(name) may not be read from here: read the warehouse's tables.",
            at: position)
    }

    /// The sentence after its place.
    private static func placed(
        _ code: Code, _ sentence: String, at position: Position?
    ) -> WarehouseError {
        let place = position.map { "Line \($0.line), column \($0.column): " } ?? ""
        return WarehouseError(code, place + sentence, position: position)
    }

    static func parameterCount(places: Int, given: Int) -> WarehouseError {
        WarehouseError(
            .parameters,
            "The SQL has \(places) places for parameters (?) and was given \(given) values.")
    }

    static func unboundParameter(_ place: Int) -> WarehouseError {
        WarehouseError(.parameters, "DuckDB does not take the value for parameter \(place).")
    }

    static func unsupportedType(column: String, identifier: Int) -> WarehouseError {
        let name = typeNames[identifier] ?? "number \(identifier)"
        return WarehouseError(
            .unsupportedType,
            "Column \(column) has DuckDB's type \(name), which cannot be read: write "
                + "CAST(… AS VARCHAR) around it, or pick parts of it.")
    }

    static func integerTooLarge(column: String, value: String) -> WarehouseError {
        WarehouseError(
            .badValue,
            "Column \(column) holds \(value), which does not fit 64 bits: write "
                + "CAST(… AS DOUBLE) around it.")
    }

    static var cancelled: WarehouseError {
        WarehouseError(.cancelled, "The statement was cancelled.")
    }

    static func timedOut(after limit: Duration) -> WarehouseError {
        WarehouseError(
            .timedOut,
            "The statement took longer than its limit of "
                + "\(limit.formatted(.units(allowed: [.minutes, .seconds, .milliseconds]))): "
                + "read less, or raise the limit.")
    }

    static var sessionClosed: WarehouseError {
        WarehouseError(.closed, "The DuckDB session is closed: open a new one.")
    }

    static var streamClosed: WarehouseError {
        WarehouseError(
            .closed,
            "These rows have ended: they were read to the end, failed, were cancelled, or the "
                + "session ran another statement.")
    }

    /// What DuckDB reports, with the remedy where one is known.
    static func reported(
        code: Code, kind: String, text: String, position: Position?
    ) -> WarehouseError {
        let place = position.map { "Line \($0.line), column \($0.column): " } ?? ""
        let sentence: String
        switch code {
        case .cancelled: return .cancelled
        case .outOfMemory:
            sentence = "The statement needs more memory than its limit: read less or raise it."
        case .forbidden: sentence = "DuckDB does not permit this here."
        default:
            let words = text.isEmpty ? kind : text
            return WarehouseError(code, place + words, position: position)
        }
        return WarehouseError(code, sentence, position: position, cause: text)
    }

    private static let typeNames: [Int: String] = [
        14: "TIME", 15: "INTERVAL", 18: "BLOB", 24: "LIST", 25: "STRUCT", 26: "MAP", 28: "UNION",
        29: "BIT", 30: "TIME WITH TIME ZONE", 33: "ARRAY", 35: "BIGNUM", 39: "TIME_NS",
    ]
}
