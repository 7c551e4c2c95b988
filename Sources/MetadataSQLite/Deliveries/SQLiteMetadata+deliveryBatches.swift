import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func record(
        _ batch: DeliveryBatchRecord, errors: [DeliveryErrorRecord]
    ) async throws(MetadataError) {
        try await write { db in
            try db.run(
                """
                UPDATE delivery_run SET next_batch = next_batch + 1,
                    rejected_count = rejected_count + ?
                WHERE id = ? AND next_batch = ? AND state NOT IN ('done', 'failed')
                """, [batch.rejected, batch.run, batch.number])
            guard db.changesCount == 1 else {
                throw MetadataError(
                    .conflict,
                    "The batch \(batch.number) is not the next one of the run \(batch.run): another "
                        + "process works on it.")
            }
            try db.run(
                """
                INSERT INTO delivery_batch (run, number, row_count, attempts, status,
                    rejected_count, idempotency_key, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    batch.run, batch.number, batch.rows, batch.attempts, batch.status,
                    batch.rejected, batch.key, batch.endedAt,
                ])
            for error in errors { try Self.insert(error, db) }
        }
    }

    private static func insert(_ error: DeliveryErrorRecord, _ db: Database) throws {
        try db.run(
            """
            INSERT INTO delivery_error (run, batch, position, user_id, change, code, message)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                error.run, error.batch, error.row, error.user, error.change, error.code,
                error.message,
            ])
    }

    package func batches(
        of run: Int64, from: Int, limit: Int
    ) async throws(MetadataError) -> [DeliveryBatchRecord] {
        try await read { db in
            try db.all(
                """
                SELECT run, number, row_count, attempts, status, rejected_count, idempotency_key,
                    ended_at FROM delivery_batch
                WHERE run = ? AND number >= ? ORDER BY number LIMIT ?
                """, [run, from, limit]
            ) { row in
                DeliveryBatchRecord(
                    run: row.value(), number: row.value(), rows: row.value(),
                    attempts: row.value(), status: row.optional(), rejected: row.value(),
                    key: row.value(), endedAt: row.value())
            }
        }
    }

    package func deliveryErrors(
        of run: Int64, after: (batch: Int, row: Int)?, limit: Int
    ) async throws(MetadataError) -> [DeliveryErrorRecord] {
        try await read { db in
            try db.all(
                """
                SELECT run, batch, position, user_id, change, code, message FROM delivery_error
                WHERE run = ? AND (batch, position) > (?, ?) ORDER BY batch, position LIMIT ?
                """, [run, after?.batch ?? -1, after?.row ?? -1, limit]
            ) { row in
                DeliveryErrorRecord(
                    run: row.value(), batch: row.value(), row: row.value(), user: row.value(),
                    change: row.value(), code: row.value(), message: row.value())
            }
        }
    }
}
