import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func destinations() async throws(MetadataError) -> [DestinationRecord] {
        try await read { db in
            try db.all(
                "SELECT \(StoredDestination.columns) FROM destination ORDER BY name", [],
                StoredDestination.read)
        }
    }

    package func destination(_ id: Int64) async throws(MetadataError) -> DestinationRecord? {
        try await read { db in try StoredDestination.find(id, db) }
    }

    package func create(
        _ destination: DestinationRecord, at now: Int64
    ) async throws(MetadataError) -> DestinationRecord {
        try await write { db in
            try StoredDestination.refuseTaken(destination, db)
            try db.run(
                """
                INSERT INTO destination (name, kind, options, suppression, revision, created_at,
                    changed_at) VALUES (?, ?, ?, ?, 1, ?, ?)
                """, StoredDestination.written(destination) + [now, now])
            return try StoredDestination.required(db.lastInsertedRowID, db)
        }
    }

    package func update(
        _ destination: DestinationRecord, at now: Int64
    ) async throws(MetadataError) -> DestinationRecord {
        try await write { db in
            let found = try StoredDestination.required(destination.id, db)
            guard found.revision == destination.revision else {
                throw MetadataError.stale(
                    "the destination '\(found.name)'", found: found.revision,
                    expected: destination.revision)
            }
            try StoredDestination.refuseTaken(destination, db)
            try db.run(
                """
                UPDATE destination SET name = ?, kind = ?, options = ?, suppression = ?,
                    revision = revision + 1, changed_at = ? WHERE id = ?
                """, StoredDestination.written(destination) + [now, destination.id])
            return try StoredDestination.required(destination.id, db)
        }
    }

    package func removeDestination(_ id: Int64) async throws(MetadataError) {
        try await write { db in
            let found = try StoredDestination.required(id, db)
            let users = try db.all(
                "SELECT name FROM delivery WHERE destination = ? ORDER BY name", [id]
            ) { $0.value() as String }
            guard users.isEmpty else {
                let names = users.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
                throw MetadataError(
                    .inUse,
                    "The destination '\(found.name)' is that of \(users.count) deliveries (\(names)"
                        + "\(users.count > 5 ? ", …" : "")); remove them or send them elsewhere first."
                )
            }
            try db.run("DELETE FROM destination WHERE id = ?", [id])
        }
    }
}

/// A row of `destination`.
enum StoredDestination {
    static let columns =
        "id, name, kind, options, suppression, revision, created_at, changed_at"

    static func read(_ row: inout RowReader) throws -> DestinationRecord {
        DestinationRecord(
            id: row.value(), name: row.value(), kind: try row.choice(), options: try row.json(),
            suppression: try row.optionalJSON(), revision: row.value(), createdAt: row.value(),
            changedAt: row.value())
    }

    static func find(_ id: Int64, _ db: Database) throws -> DestinationRecord? {
        try db.first("SELECT \(columns) FROM destination WHERE id = ?", [id], read)
    }

    static func required(_ id: Int64, _ db: Database) throws -> DestinationRecord {
        guard let found = try find(id, db) else { throw MetadataError.missing("destination \(id)") }
        return found
    }

    /// What people write, in the order of the statements.
    static func written(_ destination: DestinationRecord) -> [Argument] {
        [
            destination.name, destination.kind.rawValue, destination.options.rendered(),
            destination.suppression?.rendered(),
        ]
    }

    static func refuseTaken(_ destination: DestinationRecord, _ db: Database) throws {
        let other = try db.other(
            than: destination.id, in: "destination", "name", is: destination.name)
        guard let other else { return }
        throw MetadataError(
            .taken,
            "The destination \(other) is called '\(destination.name)' already; choose another name."
        )
    }
}
