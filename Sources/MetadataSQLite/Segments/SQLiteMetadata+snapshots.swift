import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func addSnapshots(
        _ snapshots: [SnapshotRecord]
    ) async throws(MetadataError) -> [SnapshotRecord] {
        try await write { db in try snapshots.map { try StoredSnapshot.insert($0, db) } }
    }

    package func snapshots(of segment: Int64) async throws(MetadataError) -> [SnapshotRecord] {
        try await read { db in
            try db.all(
                "SELECT \(StoredSnapshot.columns) FROM snapshot WHERE segment = ? ORDER BY id",
                [segment]
            ) { StoredSnapshot.read(&$0) }
        }
    }

    package func snapshot(_ id: Int64) async throws(MetadataError) -> SnapshotRecord? {
        try await read { db in
            try db.first("SELECT \(StoredSnapshot.columns) FROM snapshot WHERE id = ?", [id]) {
                StoredSnapshot.read(&$0)
            }
        }
    }

    package func latestSnapshots(
        of segments: [Int64]
    ) async throws(MetadataError) -> [SnapshotRecord] {
        try await read { db in
            try db.all(
                """
                SELECT p.id, p.segment, p.version, p.data_date, p.run, p.user_count,
                    p.entered_count, p.left_count, p.created_at, p.published_at
                FROM json_each(?) AS asked
                CROSS JOIN snapshot AS p
                    ON p.id = (SELECT max(id) FROM snapshot WHERE segment = asked.value)
                ORDER BY asked.key
                """, [JSONValue.list(segments)]
            ) { StoredSnapshot.read(&$0) }
        }
    }

    package func removeSnapshots(_ ids: [Int64]) async throws(MetadataError) {
        try await write { db in
            let served = try db.first(
                """
                SELECT s.published_snapshot, s.name FROM json_each(?) AS asked
                CROSS JOIN segment AS s ON s.published_snapshot = asked.value
                """, [JSONValue.list(ids)]
            ) { (id: $0.value() as Int64, segment: $0.value() as String) }
            if let served {
                throw MetadataError(
                    .inUse,
                    "The snapshot \(served.id) is the one that the segment '\(served.segment)' serves; "
                        + "publish another one first.")
            }
            try db.run(
                "DELETE FROM snapshot WHERE id IN (SELECT value FROM json_each(?))",
                [JSONValue.list(ids)])
        }
    }

    package func publish(_ snapshots: [Int64], at now: Int64) async throws(MetadataError) {
        try await write { db in
            for id in snapshots {
                try db.run("UPDATE snapshot SET published_at = ? WHERE id = ?", [now, id])
                guard db.changesCount == 1 else { throw MetadataError.missing("snapshot \(id)") }
                try db.run(
                    """
                    UPDATE segment SET published_snapshot = ?
                    WHERE id = (SELECT segment FROM snapshot WHERE id = ?)
                    """, [id, id])
            }
        }
    }
}
