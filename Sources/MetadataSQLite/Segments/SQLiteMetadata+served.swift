import GRDB
package import Metadata

extension SQLiteMetadata {
    package func servedRevision() async throws(MetadataError) -> Int64 {
        try await read { db in try Self.servedRevision(db) }
    }

    package func servedRecords() async throws(MetadataError) -> ServedRecords {
        try await read { db in
            ServedRecords(
                revision: try Self.servedRevision(db),
                segments: try db.all(
                    """
                    SELECT s.id, s.name, s.schedule, p.id, p.version, p.data_date, p.created_at
                    FROM segment AS s LEFT JOIN snapshot AS p ON p.id = s.published_snapshot
                    WHERE s.status <> 'archived' ORDER BY s.id
                    """, [], Self.servedSegment))
        }
    }

    private static func servedRevision(_ db: Database) throws -> Int64 {
        try db.first("SELECT revision FROM served") { $0.value() as Int64 } ?? 0
    }

    private static func servedSegment(
        _ row: inout RowReader
    ) throws -> ServedRecords.Segment {
        let (id, name) = (row.value() as Int64, row.value() as String)
        let schedule = try row.optionalJSON()
        let snapshot: Int64? = row.optional()
        let version: Int? = row.optional()
        let dataDate: String? = row.optional()
        let createdAt: Int64? = row.optional()
        var published: ServedRecords.Snapshot?
        if let snapshot, let version, let dataDate, let createdAt {
            published = .init(
                id: snapshot, version: version, dataDate: dataDate, createdAt: createdAt)
        }
        return .init(id: id, name: name, schedule: schedule, published: published)
    }
}
