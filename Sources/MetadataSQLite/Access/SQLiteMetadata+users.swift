import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func accessRevision() async throws(MetadataError) -> Int64 {
        try await read { db in
            try db.first("SELECT number FROM access_revision WHERE id = 1") {
                $0.value() as Int64
            } ?? 0
        }
    }

    package func users() async throws(MetadataError) -> [UserRecord] {
        try await read { db in
            try db.all(
                "SELECT \(StoredUser.columns) FROM access_user ORDER BY folded_name", [],
                StoredUser.read)
        }
    }

    package func add(_ user: UserRecord) async throws(MetadataError) -> UserRecord {
        try await write { db in
            try StoredUser.requireFree(user, db)
            try db.run(
                """
                INSERT INTO access_user (name, folded_name, display_name, role, password_hash,
                    external_id, is_disabled, language, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, StoredUser.arguments(user) + [user.createdAt])
            var added = user
            added.id = db.lastInsertedRowID
            try StoredRevision.raise(db)
            return added
        }
    }

    package func update(_ user: UserRecord) async throws(MetadataError) {
        try await write { db in
            try StoredUser.requireFree(user, db)
            let hadAdmin = try StoredUser.hasAdmin(db)
            try db.run(
                """
                UPDATE access_user SET name = ?, folded_name = ?, display_name = ?, role = ?,
                    password_hash = ?, external_id = ?, is_disabled = ?, language = ?
                WHERE id = ?
                """, StoredUser.arguments(user) + [user.id])
            guard db.changesCount == 1 else { throw MetadataError.missing("user \(user.id)") }
            if hadAdmin, try !StoredUser.hasAdmin(db) { throw StoredUser.lastAdmin }
            try StoredRevision.raise(db)
        }
    }

    package func setPassword(
        _ hash: String, of user: Int64
    ) async throws(MetadataError) -> UserRecord? {
        try await write { db -> UserRecord? in
            try db.run(
                "UPDATE access_user SET password_hash = ? WHERE id = ? AND is_disabled = 0",
                [hash, user])
            guard db.changesCount == 1 else { return nil }
            try StoredRevision.raise(db)
            return try db.first(
                "SELECT \(StoredUser.columns) FROM access_user WHERE id = ?", [user],
                StoredUser.read)
        }
    }
}
