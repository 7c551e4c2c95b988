import Metadata
import Operations
import WarehouseDuckDB
import Warehouses

extension Workplace {
    /// What operations on the catalogue stand on, on a store that is open.
    func catalogue(
        on metadata: any MetadataStore, now: Int64, actor: String
    ) -> CatalogueContext {
        CatalogueContext(
            home: home, metadata: metadata, now: now, actor: actor,
            openWarehouse: warehouse(behind:),
            homeWarehouse: warehouse)
    }

    /// What is behind a connection, opened for reading.
    ///
    /// `withFiles`: the files of a folder are tables, as a user's own SQL sees them.
    func warehouse(
        behind connection: ConnectionRecord, withFiles: Bool
    ) throws -> any Warehouse {
        var configuration = DuckDBConfiguration()
        configuration.memoryLimitBytes = settings.duckDBMemoryBytes
        configuration.temporaryDirectory = home.path + "/spill"
        configuration.keepsFileOrder = false
        let target = try ConnectionTarget(connection)
        if case .database(let path) = target { configuration.database = .file(path: path) }
        if withFiles {
            configuration.tables = try target.fileTables().map {
                .init(name: $0.name, files: $0.files)
            }
        }
        let library = try DuckDBLibrary.load(setting: settings.library)
        return DuckDBWarehouse(library: library, configuration: configuration)
    }

    func warehouse(behind connection: ConnectionRecord) throws -> any Warehouse {
        try warehouse(behind: connection, withFiles: false)
    }
}
