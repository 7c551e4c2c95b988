import Definitions
import EventStore
import Foundation
import Identities
import Operations
import TestSupport
import Testing
import WarehouseDuckDB
import Warehouses

/// The library that script/setup fetched, for the tests that need it.
enum InstalledDuckDB {
    static let library: DuckDBLibrary? = {
        let setting = ProcessInfo.processInfo.environment["CXM_DUCKDB_LIBRARY"]
        return try? DuckDBLibrary.load(setting: setting, executable: #filePath)
    }()

    static let missing: Comment =
        "libduckdb is not installed: run script/setup, or set CXM_DUCKDB_LIBRARY"
}

/// A folder with files to import, and a home.
struct ImportFixture {
    let folder: URL
    let warehouse: any Warehouse
    let home: Home

    static func with(_ body: (ImportFixture) async throws -> Void) async throws {
        try await Fixture.withFolder { folder in
            let warehouse = DuckDBWarehouse(
                library: try #require(InstalledDuckDB.library),
                configuration: DuckDBConfiguration())
            try await body(
                ImportFixture(
                    folder: folder, warehouse: warehouse,
                    home: Home(path: folder.path + "/home", zone: Zone("Asia/Seoul"))))
        }
    }

    func write(_ text: String, named name: String) throws -> URL {
        try Fixture.write(text, named: name, in: folder)
    }

    /// Copies a CSV file into another format.
    func convert(_ source: URL, to name: String) async throws {
        let session = try await warehouse.session(SessionOptions())
        let options =
            if name.contains("parquet") {
                "FORMAT parquet"
            } else if name.contains("json") {
                "FORMAT json"
            } else {
                "FORMAT csv, HEADER, DELIMITER '\(name.contains("tsv") ? "\t" : ",")'"
            }
        let compression =
            name.hasSuffix("gz")
            ? ", COMPRESSION gzip" : name.hasSuffix("zst") ? ", COMPRESSION zstd" : ""
        try await session.execute(
            Statement(
                "COPY (SELECT * REPLACE (CAST(amount AS INTEGER) AS amount) FROM "
                    + "read_csv('\(source.path)', all_varchar = true)) "
                    + "TO '\(folder.path)/\(name)' (\(options)\(compression))"))
        await session.close()
    }

    @discardableResult
    func run(
        _ names: [String], mapping: ColumnMapping? = nil, timezone: Zone? = nil,
        timeFormat: String? = nil, condition: String? = nil,
        types: [String: DatasetSchema.PropertyType] = [:], sessionGap: Int64? = nil,
        appends: Bool = false
    ) async throws -> ImportReport {
        let operation = ImportEvents(home: home, warehouse: warehouse, now: 0)
        return try await operation(
            ImportRequest(
                dataset: "test", files: names.map { folder.path + "/" + $0 },
                mapping: mapping
                    ?? ColumnMapping(user: "user", time: "time", event: "event", properties: .all),
                timezone: timezone, timeFormat: timeFormat, condition: condition,
                sessionGapMilliseconds: sessionGap, types: types, appends: appends))
    }

    /// Imports a table of attributes.
    @discardableResult
    func runTable(
        _ names: [String], table: String = "users", user: String = "user", time: String? = nil,
        columns: ColumnMapping.Properties = .all, condition: String? = nil,
        types: [String: DatasetSchema.PropertyType] = [:]
    ) async throws -> TableReport {
        try await ImportTable(home: home, warehouse: warehouse, now: 0)(
            TableRequest(
                table: table, files: names.map { folder.path + "/" + $0 }, user: user, time: time,
                columns: columns, condition: condition, types: types))
    }

    /// What the import says where it fails; checks that nothing has changed.
    func failure(
        _ names: [String], mapping: ColumnMapping? = nil, condition: String? = nil,
        types: [String: DatasetSchema.PropertyType] = [:]
    ) async throws -> String {
        let before = try? dataset().manifest
        do {
            try await run(names, mapping: mapping, condition: condition, types: types)
        } catch {
            let after = try? dataset().manifest
            #expect(after == before)
            return "\(error)".replacing(folder.path + "/", with: "")
        }
        Issue.record("the import of \(names) should have failed")
        return ""
    }

    func dataset() throws -> EventDataset { try home.open("test") }

    func events() throws -> [String] { try dataset().events.sorted() }

    func users() throws -> [String] {
        let users = try Identities(home: home.path)
        return (0..<users.count).compactMap { users.id(of: UInt32($0)) }.sorted()
    }
}
