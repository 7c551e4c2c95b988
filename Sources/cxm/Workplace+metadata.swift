import Metadata
import MetadataSQLite
import Operations
import WarehouseDuckDB
import Warehouses

extension Workplace {
    /// What is saved in the home: definitions, versions, runs.
    func metadata() throws -> any MetadataStore {
        try SQLiteMetadata(path: home.path + "/metadata.sqlite")
    }

    /// What is behind a connection, for reading only.
    func open(_ connection: ConnectionRecord) throws -> any Warehouse {
        let target = try ConnectionTarget(connection)
        var configuration = DuckDBConfiguration()
        configuration.memoryLimitBytes = settings.duckDBMemoryBytes
        configuration.temporaryDirectory = home.path + "/spill"
        if case .database(let path) = target { configuration.database = .file(path: path) }
        configuration.tables = try target.fileTables().map { .init(name: $0.name, files: $0.files) }
        let library = try DuckDBLibrary.load(setting: settings.library)
        return DuckDBWarehouse(library: library, configuration: configuration)
    }

    func segments() throws -> SegmentSpace {
        let metadata = try metadata()
        return SegmentSpace(
            catalogue: CatalogueContext(
                home: home, metadata: metadata, now: now, openWarehouse: open,
                homeWarehouse: warehouse),
            metadata: metadata, actor: settings.user, threads: settings.threads,
            memoryLimit: settings.memoryLimit)
    }
}
