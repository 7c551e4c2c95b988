import Definitions
import GRDB
import Metadata

/// A row of `segment_version`.
enum StoredVersion {
    static let columns = "segment, number, definition, canonical_hash, author, note, created_at"

    static func read(_ row: inout RowReader) throws -> SegmentVersion {
        SegmentVersion(
            segment: row.value(), number: row.value(), definition: try row.json(),
            canonicalHash: row.value(), author: row.value(), note: row.value(),
            createdAt: row.value())
    }

    static func insert(
        _ version: SegmentVersion, of segment: Int64, number: Int, _ now: Int64, _ db: Database
    ) throws {
        try db.run(
            "INSERT INTO segment_version (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                segment, number, version.definition.rendered(), version.canonicalHash,
                version.author, version.note, now,
            ])
    }
}
