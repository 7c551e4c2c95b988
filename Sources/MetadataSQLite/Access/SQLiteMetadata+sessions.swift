import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func sessions() async throws(MetadataError) -> [SessionRecord] {
        try await read { db in
            try db.all(
                """
                SELECT id, fingerprint, user, agent, created_at, last_seen_at, expires_at
                FROM access_session ORDER BY id DESC
                """
            ) { row in
                SessionRecord(
                    id: row.value(), fingerprint: row.value(), user: row.value(),
                    agent: row.value(), createdAt: row.value(), lastSeenAt: row.value(),
                    expiresAt: row.value())
            }
        }
    }

    package func add(_ session: SessionRecord) async throws(MetadataError) -> SessionRecord {
        try await write { db in
            try db.run(
                """
                INSERT INTO access_session (fingerprint, user, agent, created_at, last_seen_at,
                    expires_at) VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    session.fingerprint, session.user, session.agent, session.createdAt,
                    session.lastSeenAt, session.expiresAt,
                ])
            var added = session
            added.id = db.lastInsertedRowID
            try StoredRevision.raise(db)
            return added
        }
    }

    package func endSession(_ id: Int64) async throws(MetadataError) {
        try await write { db in
            try db.run("DELETE FROM access_session WHERE id = ?", [id])
            try StoredRevision.raise(db)
        }
    }

    package func endSessions(
        of user: Int64, except kept: Int64?
    ) async throws(MetadataError) {
        try await write { db in
            try db.run(
                "DELETE FROM access_session WHERE user = ? AND id IS NOT ?", [user, kept])
            try StoredRevision.raise(db)
        }
    }

    package func touch(
        sessions: [Int64: (seenAt: Int64, expiresAt: Int64)]
    ) async throws(MetadataError) {
        try await write { db in
            for (id, times) in sessions {
                try db.run(
                    """
                    UPDATE access_session SET last_seen_at = ?, expires_at = ? WHERE id = ?
                    """, [times.seenAt, times.expiresAt, id])
            }
        }
    }

    package func removeExpiredAccess(at now: Int64) async throws(MetadataError) {
        try await write { db in
            try db.run("DELETE FROM access_session WHERE expires_at <= ?", [now])
            try db.run("DELETE FROM access_link WHERE expires_at <= ?", [now])
        }
    }

    package func add(_ link: SignInLinkRecord) async throws(MetadataError) {
        try await write { db in
            try db.run(
                "DELETE FROM access_link WHERE user = ? AND used_at IS NULL", [link.user])
            try db.run(
                """
                INSERT INTO access_link (fingerprint, user, created_at, expires_at, used_at)
                VALUES (?, ?, ?, ?, ?)
                """,
                [link.fingerprint, link.user, link.createdAt, link.expiresAt, link.usedAt])
        }
    }

    package func link(
        fingerprint: String
    ) async throws(MetadataError) -> SignInLinkRecord? {
        try await read { db in
            try db.first(
                "SELECT \(StoredLink.columns) FROM access_link WHERE fingerprint = ?",
                [fingerprint], StoredLink.read)
        }
    }

    package func useLink(
        fingerprint: String, at now: Int64
    ) async throws(MetadataError) -> SignInLinkRecord? {
        try await write { db in
            try db.first(
                """
                UPDATE access_link SET used_at = ?
                WHERE fingerprint = ? AND used_at IS NULL AND expires_at > ?
                RETURNING \(StoredLink.columns)
                """, [now, fingerprint, now], StoredLink.read)
        }
    }
}

/// A row of `access_link`.
enum StoredLink {
    static let columns = "fingerprint, user, created_at, expires_at, used_at"

    static func read(_ row: inout RowReader) throws -> SignInLinkRecord {
        SignInLinkRecord(
            fingerprint: row.value(), user: row.value(), createdAt: row.value(),
            expiresAt: row.value(), usedAt: row.optional())
    }
}
