import Foundation
import GRDB
import Metadata

extension SQLiteMetadata {
    static func opened(
        _ path: String, _ busyTimeout: Duration
    ) throws(MetadataError) -> any DatabaseWriter {
        let folder = (path as NSString).deletingLastPathComponent
        if !folder.isEmpty {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o750])
            } catch {
                throw .folder(folder)
            }
        }
        return try patiently(path, busyTimeout) {
            let pool = try DatabasePool(path: path, configuration: configuration(busyTimeout))
            try migrate(pool, path)
            return pool
        }
    }

    static func configuration(_ busyTimeout: Duration) -> Configuration {
        var configuration = Configuration()
        configuration.label = "cxm.metadata"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(busyTimeout / .seconds(1))
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            // What a call has written survives a power cut, not only a crash of the process.
            if !db.configuration.readonly { try db.execute(sql: "PRAGMA synchronous = FULL") }
        }
        return configuration
    }

    /// Two processes that create one file at once get into each other's way in moments that the busy
    /// timeout does not cover (the change to WAL, a migration that the other has just done): the second
    /// looks again.
    private static func patiently<Value>(
        _ path: String, _ busyTimeout: Duration, _ open: () throws -> Value
    ) throws(MetadataError) -> Value {
        let clock = ContinuousClock()
        let end = clock.now + busyTimeout
        var attempts = 0
        while true {
            do {
                return try open()
            } catch {
                let isCollision =
                    [ResultCode.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_ERROR, .SQLITE_CONSTRAINT]
                    .contains { $0 == (error as? DatabaseError)?.resultCode }
                attempts += 1
                guard isCollision, attempts < 3 || clock.now < end, attempts < 1000 else {
                    throw MetadataError(sqlite: error, path: path)
                }
                Thread.sleep(forTimeInterval: 0.01)
            }
        }
    }

    private static func migrate(_ pool: DatabasePool, _ path: String) throws {
        let isCurrent = try pool.writeWithoutTransaction { db in
            guard try isOurs(db) else { throw MetadataError.foreign(path) }
            guard try !Migrations.all.hasBeenSuperseded(db) else {
                throw MetadataError.newer(path)
            }
            return try Migrations.all.hasCompletedMigrations(db)
        }
        if !isCurrent { try Migrations.all.migrate(pool) }
    }

    /// A file that CXM has written, or an empty one.
    private static func isOurs(_ db: Database) throws -> Bool {
        let id = try db.all("PRAGMA application_id") { $0.value() as Int64 }
        if id == [Migrations.applicationID] { return true }
        // A migration that another process has just begun leaves the migrator's own table.
        let tables = try db.all(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'grdb_migrations'"
        ) { $0.value() as String }
        return id == [0] && tables.isEmpty
    }
}
