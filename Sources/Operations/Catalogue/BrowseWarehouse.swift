import Definitions
import Metadata

/// What there is to register behind a connection: schemas, tables, columns.
///
///     let tables = try await BrowseWarehouse(context)("lake")
///     let columns = try await BrowseWarehouse(context)("lake", table: ["main", "payments"])
///
/// Cost: the warehouse's own catalogue, or the list of files; of a CSV table the first 100,000 rows.
package struct BrowseWarehouse: Sendable {
    private let context: CatalogueContext

    package init(_ context: CatalogueContext) {
        self.context = context
    }

    package func callAsFunction(_ connection: String) async throws -> [WarehouseTable] {
        try await tables(of: try await context.connection(connection))
    }

    package func callAsFunction(
        _ connection: String, table path: [String]
    ) async throws -> [StoredColumn] {
        let session = try await CatalogueSession(
            context, connection: try await context.connection(connection))
        return try await session.closing { try await session.columns(of: path) }
    }

    /// Of a connection that may not be saved.
    func tables(of connection: ConnectionRecord) async throws -> [WarehouseTable] {
        let session = try await CatalogueSession(context, connection: connection)
        return try await session.closing { try await session.tables() }
    }
}

extension CatalogueSession {
    /// Closes the session after the work, whether it is done or not.
    func closing<Value: Sendable>(
        _ work: () async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await work()
            await close()
            return value
        } catch {
            await close()
            throw error
        }
    }
}
