package import Definitions

/// A way to a warehouse: `{"driver": "duckdb", "path": "…/lake"}`.
package struct ConnectionRecord: Hashable, Sendable {
    /// Unique; definitions name it.
    package var name: String
    package var driver: String
    /// What the driver needs, as JSON; secrets are references to settings, never the secret.
    package var options: JSONValue

    package init(name: String, driver: String, options: JSONValue) {
        self.name = name
        self.driver = driver
        self.options = options
    }
}

/// What is registered: connections and tables.
package protocol CatalogueRecords: Sendable {
    func connections() async throws(MetadataError) -> [ConnectionRecord]
    /// Adds or replaces it by name.
    func save(_ connection: ConnectionRecord, at now: Int64) async throws(MetadataError)
    /// The error `inUse` where tables are read through it.
    func removeConnection(_ name: String) async throws(MetadataError)

    /// Tables by name with their revision, which every change raises.
    func tables() async throws(MetadataError) -> [(table: CatalogueTable, revision: Int)]
    /// Adds or replaces a table by name. `expected`: the revision that the change was made from (0: a
    /// new table, nil: whatever it is); where the store has another, the error is `conflict`. The error
    /// is `notFound` where the table's connection is not there. Returns the new revision.
    @discardableResult
    func save(
        _ table: CatalogueTable, expecting revision: Int?, at now: Int64
    ) async throws(MetadataError) -> Int
    func removeTable(_ name: String) async throws(MetadataError)

    /// Small settings of the project by name, such as `population`.
    func setting(_ name: String) async throws(MetadataError) -> JSONValue?
    func set(_ name: String, to value: JSONValue?) async throws(MetadataError)
    /// Changes several settings, all or none; nil takes one away. `known`: what the change was made from;
    /// where the store has anything else under these names, the error is `conflict`.
    func set(
        _ values: [String: JSONValue?], expecting known: [String: JSONValue?]
    ) async throws(MetadataError)
}
