import GRDB
package import Metadata

extension SQLiteMetadata {
    package func star(
        _ item: String, kind: String, by person: String, at now: Int64?
    ) async throws(MetadataError) {
        try await write { db in
            try db.run(
                """
                INSERT INTO mark (person, kind, item, starred_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (person, kind, item) DO UPDATE SET starred_at = excluded.starred_at
                """, [person, kind, item, now])
            try db.run(
                """
                DELETE FROM mark WHERE person = ? AND kind = ? AND item = ?
                    AND starred_at IS NULL AND viewed_at IS NULL
                """, [person, kind, item])
        }
    }

    package func noteView(
        of item: String, kind: String, by person: String, at now: Int64
    ) async throws(MetadataError) {
        try await write { db in
            try db.run(
                """
                INSERT INTO mark (person, kind, item, viewed_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (person, kind, item) DO UPDATE SET viewed_at = excluded.viewed_at
                """, [person, kind, item, now])
            // Older ones are forgotten, but for stars.
            try db.run(
                """
                DELETE FROM mark WHERE person = ? AND kind = ? AND starred_at IS NULL
                    AND item NOT IN (
                        SELECT item FROM mark WHERE person = ? AND kind = ?
                        ORDER BY viewed_at DESC LIMIT 100)
                """, [person, kind, person, kind])
        }
    }

    package func marks(of person: String) async throws(MetadataError) -> [MarkRecord] {
        try await read { db in
            try db.all(
                """
                SELECT person, kind, item, starred_at, viewed_at FROM mark WHERE person = ?
                ORDER BY viewed_at DESC, kind, item
                """, [person]
            ) { row in
                MarkRecord(
                    person: row.value(), kind: row.value(), item: row.value(),
                    starredAt: row.optional(), viewedAt: row.optional())
            }
        }
    }
}
