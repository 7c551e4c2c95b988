import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func addView(
        _ view: ViewRecord, at now: Int64
    ) async throws(MetadataError) -> ViewRecord {
        try await write { db in
            try db.run(
                """
                INSERT INTO view (kind, name, folder, owner, content, revision, created_at, changed_at)
                VALUES (?, ?, ?, ?, ?, 1, ?, ?)
                """,
                [
                    view.kind.rawValue, view.name, view.folder, view.owner,
                    view.content.rendered(), now, now,
                ])
            return try StoredView.required(db.lastInsertedRowID, db)
        }
    }

    package func updateView(
        _ view: ViewRecord, at now: Int64
    ) async throws(MetadataError) -> ViewRecord {
        try await write { db in
            try StoredView.expect(view.revision, view.id, db)
            try db.run(
                """
                UPDATE view SET name = ?, folder = ?, owner = ?, content = ?,
                    revision = revision + 1, changed_at = ?
                WHERE id = ?
                """,
                [view.name, view.folder, view.owner, view.content.rendered(), now, view.id])
            return try StoredView.required(view.id, db)
        }
    }

    package func removeView(
        _ id: Int64, expecting revision: Int?
    ) async throws(MetadataError) {
        try await write { db in
            try StoredView.expect(revision, id, db)
            try db.run("DELETE FROM view WHERE id = ?", [id])
        }
    }

    package func view(_ id: Int64) async throws(MetadataError) -> ViewRecord? {
        try await read { db in try StoredView.find(id, db) }
    }

    package func views(_ kind: ViewRecord.Kind?) async throws(MetadataError) -> [ViewRecord] {
        try await read { db in
            try db.all(
                """
                SELECT \(StoredView.columns) FROM view WHERE ? IS NULL OR kind = ? ORDER BY id
                """, [kind?.rawValue, kind?.rawValue], StoredView.read)
        }
    }
}

/// A row of `view`.
private enum StoredView {
    static let columns =
        "id, kind, name, folder, owner, content, revision, created_at, changed_at"

    static func read(_ row: inout RowReader) throws -> ViewRecord {
        ViewRecord(
            id: row.value(), kind: try row.choice(), name: row.value(), folder: row.value(),
            owner: row.value(), content: try row.json(), revision: row.value(),
            createdAt: row.value(), changedAt: row.value())
    }

    static func find(_ id: Int64, _ db: Database) throws -> ViewRecord? {
        try db.first("SELECT \(columns) FROM view WHERE id = ?", [id], read)
    }

    static func required(_ id: Int64, _ db: Database) throws -> ViewRecord {
        guard let view = try find(id, db) else { throw MetadataError.missing("view \(id)") }
        return view
    }

    static func expect(_ revision: Int?, _ id: Int64, _ db: Database) throws {
        let found = try required(id, db)
        guard let revision, revision != found.revision else { return }
        throw MetadataError.stale(
            "\(found.kind.rawValue) \(id) (\(found.name))", found: found.revision,
            expected: revision)
    }
}
