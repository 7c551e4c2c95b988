package import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func addJob(_ job: JobRecord) async throws(MetadataError) -> JobRecord? {
        try await write { db in
            if let key = job.key {
                let other = try db.first(
                    """
                    SELECT id FROM job WHERE job_key = ? AND state IN ('waiting', 'running')
                    """, [key]
                ) { $0.value() as Int64 }
                guard other == nil else { return nil }
            }
            try db.run(
                """
                INSERT INTO job (kind, arguments, job_key, state, due_at, attempts, lease_owner,
                    lease_until, is_cancel_requested, failure, remedy, created_at, ended_at,
                    details)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    job.kind, job.arguments.rendered(), job.key, job.state.rawValue, job.dueAt,
                    job.attempts, job.leaseOwner, job.leaseUntil, job.isCancelRequested,
                    job.failure, job.remedy, job.createdAt, job.endedAt, job.details.rendered(),
                ])
            var added = job
            added.id = db.lastInsertedRowID
            return added
        }
    }

    package func takeJob(
        kinds: [String], owner: String, now: Int64, leaseUntil: Int64
    ) async throws(MetadataError) -> JobRecord? {
        try await write { db in
            try StoredJob.endUnwanted(now, db)
            return try db.first(
                """
                UPDATE job SET state = 'running', attempts = attempts + 1, lease_owner = ?,
                    lease_until = ?
                WHERE id = (
                    SELECT id FROM job
                    WHERE state IN ('waiting', 'running') AND due_at <= ?
                        AND (state = 'waiting' OR lease_until <= ?)
                        AND kind IN (SELECT value FROM json_each(?))
                    ORDER BY due_at, id LIMIT 1)
                RETURNING \(StoredJob.columns)
                """, [owner, leaseUntil, now, now, JSONValue.list(kinds)], StoredJob.read)
        }
    }

    package func renewLease(
        _ id: Int64, owner: String, until: Int64
    ) async throws(MetadataError) -> JobRecord {
        try await write { db in
            var job = try StoredJob.held(id, by: owner, db)
            try db.run("UPDATE job SET lease_until = ? WHERE id = ?", [until, id])
            job.leaseUntil = until
            return job
        }
    }

    package func note(
        _ details: JSONValue, on id: Int64, owner: String
    ) async throws(MetadataError) {
        try await write { db in
            _ = try StoredJob.held(id, by: owner, db)
            try db.run("UPDATE job SET details = ? WHERE id = ?", [details.rendered(), id])
        }
    }

    package func finish(_ job: JobRecord, owner: String) async throws(MetadataError) {
        precondition(job.state != .running, "A job is finished or handed back.")
        try await write { db in
            _ = try StoredJob.held(job.id, by: owner, db)
            try db.run(
                """
                UPDATE job SET state = ?, due_at = ?, attempts = ?, failure = ?, remedy = ?,
                    ended_at = ?, lease_owner = NULL, lease_until = NULL WHERE id = ?
                """,
                [
                    job.state.rawValue, job.dueAt, job.attempts, job.failure, job.remedy,
                    job.endedAt, job.id,
                ])
        }
    }

    package func requestCancel(_ id: Int64, now: Int64) async throws(MetadataError) {
        try await write { db in
            let job = try StoredJob.required(id, db)
            guard [.waiting, .running].contains(job.state) else {
                throw MetadataError(
                    .conflict, "The job \(id) has ended already: it is \(job.state.rawValue).")
            }
            try db.run("UPDATE job SET is_cancel_requested = TRUE WHERE id = ?", [id])
            try StoredJob.endUnwanted(now, db)
        }
    }

    package func jobs(
        kind: String?, states: Set<JobRecord.State>?, limit: Int
    ) async throws(MetadataError) -> [JobRecord] {
        try await read { db in
            let words = (states ?? Set(JobRecord.State.allCases)).map(\.rawValue).sorted()
            return try db.all(
                """
                SELECT \(StoredJob.columns) FROM job
                WHERE state IN (SELECT value FROM json_each(?)) AND (? IS NULL OR kind = ?)
                ORDER BY id DESC LIMIT ?
                """, [JSONValue.list(words), kind, kind, limit], StoredJob.read)
        }
    }

    package func job(_ id: Int64) async throws(MetadataError) -> JobRecord? {
        try await read { db in try StoredJob.find(id, db) }
    }

    @discardableResult
    package func removeJobs(endedBefore time: Int64) async throws(MetadataError) -> Int {
        try await write { db in
            try db.run(
                """
                DELETE FROM job WHERE ended_at IS NOT NULL AND ended_at < ?
                    AND state NOT IN ('waiting', 'running')
                """, [time])
            return db.changesCount
        }
    }
}
