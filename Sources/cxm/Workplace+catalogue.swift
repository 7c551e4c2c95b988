import Metadata
import Operations
import WarehouseDuckDB
import Warehouses

extension Workplace {
    /// What is behind a connection, opened for reading.
    func warehouse(behind connection: ConnectionRecord) throws -> any Warehouse {
        var configuration = DuckDBConfiguration()
        configuration.memoryLimitBytes = settings.duckDBMemoryBytes
        configuration.temporaryDirectory = home.path + "/spill"
        configuration.keepsFileOrder = false
        switch try ConnectionTarget(connection) {
        case .database(let path): configuration.database = .file(path: path)
        case .folder: break
        }
        let library = try DuckDBLibrary.load(setting: settings.library)
        return DuckDBWarehouse(library: library, configuration: configuration)
    }
}
