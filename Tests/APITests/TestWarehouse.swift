import Foundation
import Metadata
import Operations
import Testing
import WarehouseDuckDB
import Warehouses

/// DuckDB as the server's tests open it.
enum TestWarehouse {
    private static let setting = ProcessInfo.processInfo.environment["CXM_DUCKDB_LIBRARY"]
    private static let library = Result {
        try DuckDBLibrary.load(setting: setting, executable: #filePath)
    }

    static func plain() throws -> any Warehouse {
        DuckDBWarehouse(library: try library.get(), configuration: DuckDBConfiguration())
    }

    static func open(
        _ connection: ConnectionRecord, withFiles: Bool = false
    ) throws -> any Warehouse {
        var configuration = DuckDBConfiguration()
        let target = try ConnectionTarget(connection)
        if case .database(let path) = target { configuration.database = .file(path: path) }
        if withFiles {
            configuration.tables = try target.fileTables().map {
                .init(name: $0.name, files: $0.files)
            }
        }
        return DuckDBWarehouse(
            library: try library.get(), configuration: configuration)
    }
}
