import Definitions
package import Metadata

/// Saves a way to a warehouse, after it has been tried.
///
///     let tables = try await ConnectWarehouse(context)(ConnectionRecord(name: "lake", path: "lake.duckdb"))
///
/// Options hold a path and nothing secret. Cost: opens the warehouse and lists its tables.
package struct ConnectWarehouse: Sendable {
    private let context: CatalogueContext

    package init(_ context: CatalogueContext) {
        self.context = context
    }

    /// The tables that were found; throws, and saves nothing, where it cannot be read or is empty.
    package func callAsFunction(_ connection: ConnectionRecord) async throws -> [WarehouseTable] {
        try CatalogueNames.check(connection.name, kind: "connection")
        let tables = try await BrowseWarehouse(context).tables(of: connection)
        guard !tables.isEmpty else {
            throw OperationError.noTables(
                connection.name, try ConnectionTarget(connection).path)
        }
        try await context.metadata.save(connection, at: context.now)
        try await context.audit(
            "connect", "connection/\(connection.name)", ["driver": .string(connection.driver)])
        return tables
    }

    /// Takes a connection away; throws where tables of the catalogue use it, and names them.
    package func remove(_ name: String) async throws {
        _ = try await context.connection(name)
        let tables = try await context.metadata.tables().map(\.table).filter { table in
            if case .warehouse(name, _) = table.source { return true }
            return false
        }
        guard tables.isEmpty else {
            throw OperationError.connectionInUse(name, tables: tables.map(\.name))
        }
        try await context.metadata.removeConnection(name)
        try await context.audit("disconnect", "connection/\(name)")
    }
}

/// What may name a connection or a table.
enum CatalogueNames {
    static func check(_ name: String, kind: String) throws {
        let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
        guard !name.isEmpty, name.utf8.count <= 128, isPlain, name.first != ".", name.first != "-"
        else { throw OperationError.badName(name, kind: kind) }
    }
}
