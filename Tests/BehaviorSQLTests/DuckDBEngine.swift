import BehaviorSQL
import Definitions
import Foundation
import SQL
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

/// Compiled SQL on DuckDB as an engine that the shared checks take.
///
///     let engine = try await DuckDBEngine().engine
struct DuckDBEngine {
    let session: any WarehouseSession

    init() async throws {
        var configuration = DuckDBConfiguration()
        configuration.threadCount = 1
        let warehouse = DuckDBWarehouse(
            library: try #require(InstalledDuckDB.library), configuration: configuration)
        session = try await warehouse.session(SessionOptions())
    }

    var engine: TestedEngine {
        TestedEngine("SQL on DuckDB") { journeys, funnel, range in
            try await answer(funnel, over: journeys, range: range)
        }
    }

    func answer(
        _ funnel: Funnel, over journeys: JourneySet, range: ResolvedRange?,
        people: Bool = true
    ) async throws -> FunnelAnswer {
        try await load(journeys)
        let sql = try FunnelSQL(
            funnel, range: range, table: journeys.eventTable(for: funnel.scope),
            zone: journeys.zone,
            segments: journeys.segmentTables)
        let series = try sql.series(from: try await rows(sql.tally(in: DuckDB())))
        var users: [FunnelElement: Set<String>] = [:]
        for row in series where people {
            let index = try #require(funnel.segments.firstIndex(of: row.segment))
            for element in FunnelElement.all(of: funnel, series: index, breakdown: row.breakdown) {
                users[element] = Set(
                    try await rows(sql.people(of: element, in: DuckDB())).map { row in
                        guard case .text(let user) = row[0] else { return "no text" }
                        return user
                    })
            }
        }
        return FunnelAnswer(series: series, users: users)
    }

    func rows(_ text: SQLText) async throws -> [[SQLValue]] {
        let statement = Statement(text.text, text.parameters.map(\.parameter))
        let stream = try await session.rows(statement)
        var rows: [[SQLValue]] = []
        while let batch = try await stream.next() {
            for row in 0..<batch.rowCount { rows.append(batch.columns.map { $0.value(row) }) }
        }
        return rows
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
