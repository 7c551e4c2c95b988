package import Definitions
package import Metadata
package import Warehouses

/// A session of the warehouse behind a connection, or of the one that reads the home's files, with what
/// the catalogue asks of it.
///
///     let session = try await CatalogueSession(context, for: table)
///     let relation = try await session.relation(of: table)
///     let rows = try await session.session.rows(…)
///
/// It reads only. Cost: opens the database or lists the folder; none of the data.
package struct CatalogueSession: Sendable {
    package let session: any WarehouseSession
    /// Nil: the home's own tables.
    let target: ConnectionTarget?
    let home: Home

    /// Everything behind a connection.
    package init(
        _ context: CatalogueContext, connection: ConnectionRecord, timeLimit: Duration? = nil
    ) async throws {
        let target = try ConnectionTarget(connection)
        try target.checkReadable(connection.name)
        self.target = target
        home = context.home
        do throws(WarehouseError) {
            session = try await Self.open(
                try warehouseErrors { try context.openWarehouse(connection) }, timeLimit)
        } catch {
            throw OperationError.cannotConnect(connection.name, target, error)
        }
    }

    /// What holds the rows of a table.
    package init(
        _ context: CatalogueContext, for table: CatalogueTable, timeLimit: Duration? = nil
    ) async throws {
        if case .warehouse(let name, _) = table.source {
            self = try await CatalogueSession(
                context, connection: try await context.connection(name), timeLimit: timeLimit)
        } else {
            self = try await CatalogueSession(home: context, timeLimit: timeLimit)
        }
    }

    private init(home context: CatalogueContext, timeLimit: Duration?) async throws {
        target = nil
        home = context.home
        session = try await Self.open(try context.homeWarehouse(), timeLimit)
    }

    package func close() async { await session.close() }

    private static func open(
        _ warehouse: any Warehouse, _ timeLimit: Duration?
    ) async throws(WarehouseError) -> any WarehouseSession {
        try await warehouse.session(SessionOptions(timeLimit: timeLimit))
    }

    /// The rows of a small result.
    func rows(_ query: SQLFragment) async throws(WarehouseError) -> [[SQLCell]] {
        var found: [[SQLCell]] = []
        let stream = try await session.rows(query.statement)
        while let batch = try await stream.next() {
            for row in 0..<batch.rowCount { found.append(batch.columns.map { $0.value(row) }) }
        }
        return found
    }
}

/// Anything else than an error of the warehouse is not expected of a factory, and told as one.
private func warehouseErrors<Value>(
    _ body: () throws -> Value
) throws(WarehouseError) -> Value {
    do {
        return try body()
    } catch let error as WarehouseError {
        throw error
    } catch {
        throw WarehouseError(.connection, "\(error)")
    }
}
