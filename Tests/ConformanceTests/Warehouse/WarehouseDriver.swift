import Foundation
import Testing
import WarehouseDuckDB
import Warehouses

/// A driver under test, and the few words in which its SQL differs.
///
/// A new driver adds itself to `installed`; every conformance test then runs on it.
struct WarehouseDriver: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let makeWarehouse: @Sendable () throws -> any Warehouse
    /// A table expression with one column `i` that counts from 0.
    let series: @Sendable (Int) -> String
    /// The type of a text column.
    let textType: String

    static let installed: [WarehouseDriver] = [duckDB].compactMap(\.self)

    static let missing: Comment =
        "no warehouse driver is installed: run script/setup, or set CXM_DUCKDB_LIBRARY"

    private static let duckDB: WarehouseDriver? = {
        let setting = ProcessInfo.processInfo.environment["CXM_DUCKDB_LIBRARY"]
        guard let library = try? DuckDBLibrary.load(setting: setting, executable: #filePath) else {
            return nil
        }
        return WarehouseDriver(
            testDescription: "DuckDB",
            makeWarehouse: {
                DuckDBWarehouse(library: library, configuration: DuckDBConfiguration())
            },
            series: { "(SELECT range AS i FROM range(\($0)))" },
            textType: "VARCHAR")
    }()

    /// A session of a fresh warehouse.
    func session(_ options: SessionOptions = SessionOptions()) async throws -> any WarehouseSession
    {
        try await makeWarehouse().session(options)
    }

    /// A statement that would run for hours without ever using much memory.
    var endless: Statement {
        let series = series(1_000_000)
        return Statement("SELECT sum(a.i * b.i + c.i) FROM \(series) a, \(series) b, \(series) c")
    }
}

extension WarehouseSession {
    /// All rows of a small result as text, `NULL` for null: for readable expectations.
    func table(_ statement: Statement) async throws -> [String] {
        let rows = try await rows(statement)
        var lines: [String] = []
        for try await batch in rows {
            for row in 0..<batch.rowCount {
                lines.append(batch.columns.map { $0.word(row) }.joined(separator: " "))
            }
        }
        return lines
    }

    /// The code of the error that the statement ends with.
    func failure(_ statement: Statement) async -> WarehouseError? {
        do {
            let rows = try await rows(statement)
            while try await rows.next() != nil {}
            return nil
        } catch {
            return error
        }
    }
}

extension Column {
    /// A value as a word.
    func word(_ row: Int) -> String {
        switch self {
        case .text(let column): column.string(row: row) ?? "NULL"
        case .integer(let column), .timestamp(let column), .date(let column):
            column.presence[row] ? "\(column.values[row])" : "NULL"
        case .double(let column): column.presence[row] ? "\(column.values[row])" : "NULL"
        case .boolean(let column): column.presence[row] ? "\(column.values[row])" : "NULL"
        }
    }
}
