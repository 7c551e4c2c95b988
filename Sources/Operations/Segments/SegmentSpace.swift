import Definitions
package import Metadata
package import Warehouses

/// What every operation on segments stands on.
///
///     let space = SegmentSpace(home: home, metadata: store, actor: "mina", now: now, warehouse: open)
///     let saved = try await SaveSegment(space)(draft)
package struct SegmentSpace: Sendable {
    package let home: Home
    package let metadata: any MetadataStore
    /// Who acts: an owner, an author, a line in the audit.
    package let actor: String
    /// Milliseconds since 1970 UTC.
    package let now: Int64
    package let threads: Int
    /// Bytes; nil for no limit.
    package let memoryLimit: Int?
    /// Opens the warehouse behind a connection.
    package let warehouse: @Sendable (ConnectionRecord) throws -> any Warehouse

    package init(
        home: Home, metadata: any MetadataStore, actor: String, now: Int64, threads: Int = 1,
        memoryLimit: Int? = nil,
        warehouse: @Sendable @escaping (ConnectionRecord) throws -> any Warehouse
    ) {
        self.home = home
        self.metadata = metadata
        self.actor = actor
        self.now = now
        self.threads = threads
        self.memoryLimit = memoryLimit
        self.warehouse = warehouse
    }

    /// Today in the project's zone: `2026-11-24`.
    package var today: String { "\(home.zone.date(of: now))" }

    /// Writes down that the actor did something to a segment.
    func audit(
        _ action: String, _ segment: Int64, _ details: JSONValue = .object([])
    ) async throws {
        try await metadata.record(
            AuditRecord(
                at: now, actor: actor, action: "segment." + action, subject: "segment/\(segment)",
                details: details))
    }
}
