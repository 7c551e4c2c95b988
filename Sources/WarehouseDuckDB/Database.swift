import CDuckDB
import Warehouses

/// An open DuckDB database; closed when the last connection lets go of it.
///
/// DuckDB lets any thread connect to it at any time, so it may be shared.
@safe final class Database: @unchecked Sendable {
    let handle: duckdb_database

    /// Opens the database of a configuration. Blocks.
    init(_ configuration: DuckDBConfiguration) throws(WarehouseError) {
        let settings = Self.settings(of: configuration)
        var config: duckdb_config?
        guard unsafe cduckdb_create_config(&config) == duckdb_success else {
            throw .cannotOpen(path: configuration.path, cause: "no memory for its settings")
        }
        defer { unsafe cduckdb_destroy_config(&config) }
        for (name, value) in settings {
            guard unsafe cduckdb_set_config(config, name, value) == duckdb_success else {
                throw .badSetting(name: name, value: value)
            }
        }
        var opened: duckdb_database?
        var message: UnsafeMutablePointer<CChar>?
        let state = unsafe cduckdb_open_ext(configuration.path, &opened, config, &message)
        guard state == duckdb_success, let opened = unsafe opened else {
            let cause = unsafe message.map { unsafe String(cString: $0) }
            unsafe cduckdb_free(message)
            throw .cannotOpen(path: configuration.path, cause: cause)
        }
        unsafe handle = opened
    }

    deinit {
        var handle: duckdb_database? = unsafe handle
        unsafe cduckdb_close(&handle)
    }

    private static func settings(
        of configuration: DuckDBConfiguration
    ) -> [(name: String, value: String)] {
        var settings = [
            ("autoinstall_known_extensions", "false"),
            ("autoload_known_extensions", "false"),
            ("allow_community_extensions", "false"),
            ("preserve_insertion_order", configuration.keepsFileOrder ? "true" : "false"),
            ("temp_directory", configuration.temporaryDirectory ?? ""),
        ]
        if case .file = configuration.database { settings.append(("access_mode", "read_only")) }
        if let bytes = configuration.memoryLimitBytes {
            settings.append(("memory_limit", "\(bytes)B"))
        }
        if let count = configuration.threadCount { settings.append(("threads", "\(count)")) }
        return settings
    }
}

extension DuckDBConfiguration {
    fileprivate var path: String {
        switch database {
        case .memory: ":memory:"
        case .file(let path), .writableFile(let path): path
        }
    }
}
