import GRDB
import Metadata

/// A row of `snapshot`.
enum StoredSnapshot {
    static let columns =
        "id, segment, version, data_date, run, user_count, entered_count, left_count, created_at, "
        + "published_at"

    static func read(_ row: inout RowReader) -> SnapshotRecord {
        SnapshotRecord(
            id: row.value(), segment: row.value(), version: row.value(), dataDate: row.value(),
            run: row.optional(), size: row.value(), entered: row.optional(), left: row.optional(),
            createdAt: row.value(), publishedAt: row.optional())
    }

    static func insert(_ snapshot: SnapshotRecord, _ db: Database) throws -> SnapshotRecord {
        let isKnown = try db.first(
            "SELECT 1 FROM segment_version WHERE segment = ? AND number = ?",
            [snapshot.segment, snapshot.version]
        ) { $0.value() as Int }
        guard isKnown != nil else {
            throw MetadataError.missing(
                "version \(snapshot.version) of segment \(snapshot.segment)")
        }
        if let run = snapshot.run { try StoredRun.require(run, db) }
        try db.run(
            """
            INSERT INTO snapshot (segment, version, data_date, run, user_count, entered_count,
                left_count, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                snapshot.segment, snapshot.version, snapshot.dataDate, snapshot.run, snapshot.size,
                snapshot.entered, snapshot.left, snapshot.createdAt,
            ])
        var added = snapshot
        added.id = db.lastInsertedRowID
        added.publishedAt = nil
        return added
    }
}
