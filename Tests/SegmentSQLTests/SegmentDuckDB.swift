import Definitions
import Foundation
import SQL
import SegmentSQL
import TestSupport
import Testing
import WarehouseDuckDB
import Warehouses

/// The library that script/setup fetched, for the tests that run what they compile.
enum InstalledDuckDB {
    static let library: DuckDBLibrary? = {
        let setting = ProcessInfo.processInfo.environment["CXM_DUCKDB_LIBRARY"]
        return try? DuckDBLibrary.load(setting: setting, executable: #filePath)
    }()

    static let missing: Comment =
        "libduckdb is not installed: run script/setup, or set CXM_DUCKDB_LIBRARY"
}

/// A DuckDB that holds the tables of a trial.
struct SegmentDuckDB {
    let session: any WarehouseSession

    init() async throws {
        var configuration = DuckDBConfiguration()
        configuration.threadCount = 1
        let warehouse = DuckDBWarehouse(
            library: try #require(InstalledDuckDB.library), configuration: configuration)
        session = try await warehouse.session(SessionOptions())
    }

    func load(_ trial: SegmentTrial) async throws {
        for (table, columns) in RandomSegmentTables.columns {
            let list = columns.map { "\"\($0.name)\" \($0.kind.duckDB)" }.joined(separator: ", ")
            try await session.execute(Statement("CREATE OR REPLACE TABLE \(table) (\(list))"))
            let rows = (trial.rows[table] ?? []).map { row in
                columns.map { column in
                    row[column.name].map { column.kind.parameter($0, trial.zone) } ?? .null
                }
            }
            guard !rows.isEmpty else { continue }
            let places = "(" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
            let all = rows.map { _ in places }.joined(separator: ", ")
            try await session.execute(
                Statement("INSERT INTO \(table) VALUES \(all)", rows.flatMap { $0 }))
        }
    }

    /// How the trial's tables are kept here.
    static let tables = SegmentTables(
        RandomSegmentTables.columns.map { name, columns in
            var clocks: [String: SegmentTable.Clock] = [:]
            for column in columns { clocks[column.name] = column.kind.clock }
            return (
                name,
                SegmentTable(
                    .table([name]), clocks: clocks,
                    numberKeys: Set(columns.filter { $0.kind == .double }.map(\.name)))
            )
        }.reduce(into: [:]) { $0[$1.0] = $1.1 })

    func rows(_ query: Query) async throws -> [[SQLValue]] {
        try await rows(DuckDB().text(of: query))
    }

    func rows(_ text: SQLText) async throws -> [[SQLValue]] {
        let stream = try await session.rows(
            Statement(text.text, text.parameters.map(\.parameter)))
        var rows: [[SQLValue]] = []
        while let batch = try await stream.next() {
            for row in 0..<batch.rowCount { rows.append(batch.columns.map { $0.value(row) }) }
        }
        return rows
    }

    /// The texts of a statement's one column, each of which comes once.
    func keys(_ query: Query) async throws -> Set<String> {
        let rows = try await rows(query)
        let keys = try rows.map { row in
            guard row.count == 1, case .text(let key) = row[0] else { throw NotAKey() }
            return key
        }
        #expect(Set(keys).count == keys.count, "a key comes twice")
        return Set(keys)
    }

    func numbers(_ query: Query) async throws -> [Int] {
        try await rows(query)[0].map { value in
            guard case .integer(let number) = value else { throw NotAKey() }
            return Int(number)
        }
    }

    private struct NotAKey: Error {}
}

extension SegmentTrial.ColumnKind {
    fileprivate var duckDB: String {
        switch self {
        case .text: "VARCHAR"
        case .integer, .milliseconds: "BIGINT"
        case .double: "DOUBLE"
        case .boolean: "BOOLEAN"
        case .timestamp, .localTimestamp: "TIMESTAMP"
        }
    }

    fileprivate var clock: SegmentTable.Clock? {
        switch self {
        case .milliseconds: .milliseconds
        case .localTimestamp: .local
        default: nil
        }
    }

    fileprivate func parameter(_ value: Value, _ zone: Zone) -> Parameter {
        switch (self, value) {
        case (.milliseconds, .text(let text)):
            return .integer(Moment(text)?.instant(in: zone) ?? 0)
        case (.timestamp, .text(let text)):
            return .timestamp(microseconds: (Moment(text)?.instant(in: zone) ?? 0) * 1000)
        case (.localTimestamp, .text(let text)):
            return .timestamp(
                microseconds: zone.local(Moment(text)?.instant(in: zone) ?? 0) * 1000)
        case (_, .text(let text)): return .text(text)
        case (_, .integer(let number)): return .integer(number)
        case (_, .number(let number)): return .double(number)
        case (_, .boolean(let flag)): return .boolean(flag)
        }
    }
}

extension SQLValue {
    fileprivate var parameter: Parameter {
        switch self {
        case .null: .null
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .double(let number): .double(number)
        case .boolean(let flag): .boolean(flag)
        }
    }
}

extension Column {
    fileprivate func value(_ row: Int) -> SQLValue {
        switch self {
        case .text(let column): column.string(row: row).map { .text($0) } ?? .null
        case .integer(let column), .timestamp(let column), .date(let column):
            column.presence[row] ? .integer(column.values[row]) : .null
        case .double(let column): column.presence[row] ? .double(column.values[row]) : .null
        case .boolean(let column): column.presence[row] ? .boolean(column.values[row]) : .null
        }
    }
}
