import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func addRun(_ run: RunRecord) async throws(MetadataError) -> RunRecord {
        try await write { db in
            if let segment = run.segment { try StoredSegment.require(segment, db) }
            try db.run(
                """
                INSERT INTO run (segment, data_date, state, started_at, ended_at, failure, remedy,
                    details, started_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, StoredRun.arguments(run))
            var added = run
            added.id = db.lastInsertedRowID
            return added
        }
    }

    package func update(_ run: RunRecord) async throws(MetadataError) {
        try await write { db in
            if let segment = run.segment { try StoredSegment.require(segment, db) }
            try db.run(
                """
                UPDATE run SET segment = ?, data_date = ?, state = ?, started_at = ?, ended_at = ?,
                    failure = ?, remedy = ?, details = ?, started_by = ? WHERE id = ?
                """, StoredRun.arguments(run) + [run.id])
            guard db.changesCount == 1 else { throw MetadataError.missing("run \(run.id)") }
        }
    }

    package func runs(
        of segment: Int64?, limit: Int
    ) async throws(MetadataError) -> [RunRecord] {
        try await read { db in
            guard let segment else {
                return try db.all(
                    "SELECT \(StoredRun.columns) FROM run ORDER BY id DESC LIMIT ?", [limit],
                    StoredRun.read)
            }
            return try db.all(
                """
                SELECT \(StoredRun.columns) FROM run WHERE segment = ? ORDER BY id DESC LIMIT ?
                """, [segment, limit], StoredRun.read)
        }
    }

    package func run(_ id: Int64) async throws(MetadataError) -> RunRecord? {
        try await read { db in
            try db.first(
                "SELECT \(StoredRun.columns) FROM run WHERE id = ?", [id], StoredRun.read)
        }
    }
}

/// A row of `run`.
enum StoredRun {
    static let columns =
        "id, segment, data_date, state, started_at, ended_at, failure, remedy, details, started_by"

    static func read(_ row: inout RowReader) throws -> RunRecord {
        RunRecord(
            id: row.value(), segment: row.optional(), dataDate: row.value(),
            state: try row.choice(), startedAt: row.optional(), endedAt: row.optional(),
            failure: row.optional(), remedy: row.optional(), details: try row.json(),
            startedBy: row.value())
    }

    /// All columns but the id.
    static func arguments(_ run: RunRecord) -> [Argument] {
        [
            run.segment, run.dataDate, run.state.rawValue, run.startedAt, run.endedAt, run.failure,
            run.remedy, run.details.rendered(), run.startedBy,
        ]
    }

    static func require(_ id: Int64, _ db: Database) throws {
        let found = try db.first("SELECT 1 FROM run WHERE id = ?", [id]) { $0.value() as Int }
        guard found != nil else { throw MetadataError.missing("run \(id)") }
    }
}
