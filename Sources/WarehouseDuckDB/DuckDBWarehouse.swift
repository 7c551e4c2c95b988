import Synchronization
package import Warehouses

/// DuckDB inside this process.
///
/// ```swift
/// let library = try DuckDBLibrary.load()
/// let warehouse = DuckDBWarehouse(library: library, configuration: DuckDBConfiguration())
/// ```
/// Trusted sessions share one database. Each locked-down session has a database of its own, for
/// DuckDB's locks and memory limit hold for a whole database: what one user may not do, or uses
/// up, touches nobody else.
///
/// Cost: a database is opened with the first session, in about 10 ms.
package final class DuckDBWarehouse: Warehouse {
    package let name = "DuckDB"
    private let configuration: DuckDBConfiguration
    private let shared = Mutex<Database?>(nil)

    /// The library is asked for so that nobody comes here without having loaded it.
    package init(library: DuckDBLibrary, configuration: DuckDBConfiguration) {
        self.configuration = configuration
    }

    package func session(
        _ options: SessionOptions
    ) async throws(WarehouseError) -> any WarehouseSession {
        let session = DuckDBSession(timeLimit: options.timeLimit, access: options.access)
        try await session.open { [self] () throws(WarehouseError) in try connect(options) }
        return session
    }

    /// A connection made ready for the options. Blocks: runs on the session's thread.
    private func connect(_ options: SessionOptions) throws(WarehouseError) -> Connection {
        let connection: Connection
        switch options.access {
        case .trusted:
            if options.memoryLimitBytes != nil { throw .sharedMemoryLimit }
            connection = try Connection(sharedDatabase())
        case .lockedDown:
            connection = try Connection(ownDatabase(options))
        }
        try connection.setTimeZone(options.timeZone)
        if options.access == .lockedDown {
            try connection.lockDown(tables: configuration.tables)
        }
        return connection
    }

    private func ownDatabase(_ options: SessionOptions) throws(WarehouseError) -> Database {
        if case .writableFile(let path) = configuration.database {
            throw .writableFileLockedDown(path)
        }
        var own = configuration
        own.memoryLimitBytes = options.memoryLimitBytes ?? configuration.memoryLimitBytes
        return try Database(own)
    }

    private func sharedDatabase() throws(WarehouseError) -> Database {
        let result = shared.withLock { database -> Result<Database, WarehouseError> in
            if let database { return .success(database) }
            return Result { () throws(WarehouseError) in
                let opened = try Database(configuration)
                try Connection(opened).createViews(configuration.tables)
                database = opened
                return opened
            }
        }
        return try result.get()
    }
}
