import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func clientTokens() async throws(MetadataError) -> [ClientTokenRecord] {
        try await read { db in
            try db.all(
                """
                SELECT id, client, fingerprint, created_at, expires_at, revoked_at, last_used_at
                FROM access_token ORDER BY id DESC
                """
            ) { row in
                ClientTokenRecord(
                    id: row.value(), client: row.value(), fingerprint: row.value(),
                    createdAt: row.value(), expiresAt: row.optional(), revokedAt: row.optional(),
                    lastUsedAt: row.optional())
            }
        }
    }

    package func add(_ token: ClientTokenRecord) async throws(MetadataError) -> ClientTokenRecord {
        try await write { db in
            try db.run(
                """
                INSERT INTO access_token (client, fingerprint, created_at, expires_at, revoked_at,
                    last_used_at) VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    token.client, token.fingerprint, token.createdAt, token.expiresAt,
                    token.revokedAt, token.lastUsedAt,
                ])
            var added = token
            added.id = db.lastInsertedRowID
            try StoredRevision.raise(db)
            return added
        }
    }

    package func revokeToken(
        _ id: Int64, of client: Int64, at now: Int64
    ) async throws(MetadataError) {
        try await write { db in
            try db.run(
                """
                UPDATE access_token SET revoked_at = coalesce(revoked_at, ?)
                WHERE id = ? AND client = ?
                """, [now, id, client])
            guard db.changesCount == 1 else {
                throw MetadataError.missing("token \(id) of the service client \(client)")
            }
            try StoredRevision.raise(db)
        }
    }

    package func endTokens(
        of client: Int64, except kept: Int64?, at end: Int64
    ) async throws(MetadataError) {
        try await write { db in
            try db.run(
                """
                UPDATE access_token SET expires_at = ?
                WHERE client = ? AND id IS NOT ? AND revoked_at IS NULL
                    AND (expires_at IS NULL OR expires_at > ?)
                """, [end, client, kept, end])
            try StoredRevision.raise(db)
        }
    }

    package func touch(tokens: [Int64: Int64]) async throws(MetadataError) {
        try await write { db in
            for (id, usedAt) in tokens {
                try db.run(
                    "UPDATE access_token SET last_used_at = ? WHERE id = ?", [usedAt, id])
            }
        }
    }
}
