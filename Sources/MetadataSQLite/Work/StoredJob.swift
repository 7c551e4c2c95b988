import GRDB
import Metadata

/// A row of `job`.
enum StoredJob {
    static let columns =
        "id, kind, arguments, job_key, state, due_at, attempts, lease_owner, lease_until, "
        + "is_cancel_requested, failure, remedy, created_at, ended_at, details"

    static func read(_ row: inout RowReader) throws -> JobRecord {
        var job = JobRecord(
            id: row.value(), kind: row.value(), arguments: try row.json(), key: row.optional(),
            state: try row.choice(), dueAt: row.value(), attempts: row.value(),
            leaseOwner: row.optional(), leaseUntil: row.optional(),
            isCancelRequested: row.value(), failure: row.optional(), remedy: row.optional(),
            createdAt: row.value(), endedAt: row.optional())
        job.details = try row.json()
        return job
    }

    static func find(_ id: Int64, _ db: Database) throws -> JobRecord? {
        try db.first("SELECT \(columns) FROM job WHERE id = ?", [id], read)
    }

    static func required(_ id: Int64, _ db: Database) throws -> JobRecord {
        guard let job = try find(id, db) else { throw MetadataError.missing("job \(id)") }
        return job
    }

    /// The job, where this owner works on it.
    static func held(_ id: Int64, by owner: String, _ db: Database) throws -> JobRecord {
        let job = try required(id, db)
        guard job.state == .running, job.leaseOwner == owner else {
            throw MetadataError(
                .conflict,
                "The job \(id) is no more that of \(owner): "
                    + (job.leaseOwner.map { "\($0) works on it." } ?? "it is \(job.state.rawValue).")
            )
        }
        return job
    }

    /// Ends the jobs that somebody has cancelled and nobody works on.
    static func endUnwanted(_ now: Int64, _ db: Database) throws {
        try db.run(
            """
            UPDATE job INDEXED BY job_unwanted SET state = 'cancelled', ended_at = ?,
                lease_owner = NULL, lease_until = NULL
            WHERE is_cancel_requested = 1 AND state IN ('waiting', 'running')
                AND (state = 'waiting' OR lease_until <= ?)
            """, [now, now])
    }
}
