import Definitions
package import Metadata
package import Warehouses

/// What every operation on the catalogue stands on.
///
///     let loaded = try await LoadCatalogue(context)()
package struct CatalogueContext: Sendable {
    /// Makes a driver ready for a connection; only the executable knows the drivers' names.
    package typealias WarehouseFactory =
        @Sendable (ConnectionRecord) throws -> any Warehouse

    package let home: Home
    package let metadata: any CatalogueRecords & SegmentRecords & AuditRecords
    /// Who acts, for the audit.
    package let actor: String
    /// Milliseconds since 1970 UTC.
    package let now: Int64
    /// Opens what is behind a connection, for reading only. A warehouse that was opened sees the data of
    /// that time: it is opened again after they have changed.
    package let openWarehouse: WarehouseFactory
    /// What reads the files that the home's own tables came from.
    package let homeWarehouse: @Sendable () throws -> any Warehouse

    package init(
        home: Home, metadata: any CatalogueRecords & SegmentRecords & AuditRecords, now: Int64,
        actor: String = "",
        openWarehouse: @escaping WarehouseFactory = { _ in throw OperationError.noWarehouse },
        homeWarehouse: @Sendable @escaping () throws -> any Warehouse = {
            throw OperationError.noWarehouse
        }
    ) {
        self.home = home
        self.metadata = metadata
        self.now = now
        self.actor = actor
        self.openWarehouse = openWarehouse
        self.homeWarehouse = homeWarehouse
    }

    /// Writes down that the actor did something to the catalogue: `catalogue.register`, `table/payments`.
    func audit(
        _ action: String, _ subject: String, _ details: JSONValue = .object([])
    ) async throws {
        try await metadata.record(
            AuditRecord(
                at: now, actor: actor, action: "catalogue." + action, subject: subject,
                details: details))
    }

    /// The connection of a name; throws with the nearest name where there is none.
    func connection(_ name: String) async throws -> ConnectionRecord {
        let all = try await metadata.connections()
        guard let connection = all.first(where: { $0.name == name }) else {
            throw OperationError.unknownConnection(name, known: all.map(\.name))
        }
        return connection
    }
}
