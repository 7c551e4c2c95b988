package import Definitions
package import Metadata
package import Segments

/// What every operation on segments stands on.
///
///     let space = SegmentSpace(catalogue: context, metadata: store, actor: "mina")
///     let saved = try await SaveSegment(space)(draft)
package struct SegmentSpace: Sendable {
    /// Home, clock, and the way to warehouses.
    package let context: CatalogueContext
    package let metadata: any MetadataStore
    /// Who acts: an owner, an author, a line in the audit.
    package let actor: String
    package let threads: Int
    /// Opens what is behind a connection for a user's own SQL, with the files of a folder as tables.
    package let openForSQL: CatalogueContext.WarehouseFactory
    /// Bytes; nil for no limit.
    package let memoryLimit: Int?
    private let snapshotCache: SnapshotCache

    /// `snapshotCache`: of this home, shared by all spaces of a process.
    package init(
        catalogue context: CatalogueContext, metadata: any MetadataStore, actor: String,
        threads: Int = 1, memoryLimit: Int? = nil, snapshotCache: SnapshotCache = SnapshotCache(),
        openForSQL: @escaping CatalogueContext.WarehouseFactory = { _ in
            throw OperationError.noWarehouse
        }
    ) {
        self.context = context
        self.metadata = metadata
        self.actor = actor
        self.threads = threads
        self.openForSQL = openForSQL
        self.memoryLimit = memoryLimit
        self.snapshotCache = snapshotCache
    }

    package var home: Home { context.home }
    /// Milliseconds since 1970 UTC.
    package var now: Int64 { context.now }
    package var snapshots: SnapshotStore {
        SnapshotStore(home: home.path, cache: snapshotCache)
    }

    /// Today in the project's zone: `2026-11-24`.
    package var today: String { day.text }
    package var day: CivilDate { home.zone.date(of: now) }

    package func catalogue() async throws -> Catalogue {
        try await LoadCatalogue(context)().catalogue
    }

    /// Writes down that the actor did something to a segment.
    func audit(
        _ action: String, _ segment: Int64, _ details: JSONValue = .object([])
    ) async throws {
        try await note("segment." + action, "segment/\(segment)", details)
    }

    /// Writes down that the actor did something to anything: `catalogue.change`, `table/members`.
    package func note(
        _ action: String, _ subject: String, _ details: JSONValue = .object([])
    ) async throws(MetadataError) {
        try await metadata.record(
            AuditRecord(
                at: now, actor: actor, action: action, subject: subject, details: details))
    }
}
