import GRDB

/// What tells those who keep a copy that it is old.
enum StoredRevision {
    static func raise(_ db: Database) throws {
        try db.run("UPDATE access_revision SET number = number + 1 WHERE id = 1")
    }
}
