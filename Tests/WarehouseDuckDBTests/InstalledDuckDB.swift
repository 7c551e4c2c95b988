import Foundation
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

    static func warehouse(
        _ configure: (inout DuckDBConfiguration) -> Void = { _ in }
    ) throws -> DuckDBWarehouse {
        var configuration = DuckDBConfiguration()
        configure(&configuration)
        return DuckDBWarehouse(library: try #require(library), configuration: configuration)
    }
}

/// A folder that exists while the test holds it.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("cxm-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}

extension WarehouseSession {
    /// All rows read to their end; their number, or the error.
    func count(_ statement: Statement) async throws(WarehouseError) -> Int {
        let rows = try await rows(statement)
        var count = 0
        while let batch = try await rows.next() { count += batch.rowCount }
        return count
    }

    func failure(_ statement: Statement) async -> WarehouseError? {
        do {
            _ = try await count(statement)
            return nil
        } catch {
            return error
        }
    }
}
