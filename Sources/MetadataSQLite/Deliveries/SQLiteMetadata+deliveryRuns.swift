import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func addDeliveryRun(
        _ run: DeliveryRunRecord
    ) async throws(MetadataError) -> DeliveryRunRecord {
        try await write { db in
            if let open = try StoredDeliveryRun.open(of: run.delivery, db) {
                throw MetadataError(
                    .conflict,
                    "The run \(open.id) of the delivery \(run.delivery) goes on; it ends first.")
            }
            _ = try StoredDelivery.required(run.delivery, db)
            try db.run(
                """
                INSERT INTO delivery_run (delivery, snapshot, data_date, mode, batch_size,
                    started_by, started_at, job, state, entered_count, left_count, held_out_count,
                    suppressed_count, failure, remedy, ended_at, next_batch, rejected_count)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
                """, StoredDeliveryRun.fixed(run) + StoredDeliveryRun.changing(run))
            return try StoredDeliveryRun.required(db.lastInsertedRowID, db)
        }
    }

    package func update(_ run: DeliveryRunRecord) async throws(MetadataError) {
        try await write { db in try StoredDeliveryRun.update(run, db) }
    }

    package func finish(
        _ run: DeliveryRunRecord, isDelivered: Bool
    ) async throws(MetadataError) {
        try await write { db in
            try StoredDeliveryRun.update(run, db)
            guard isDelivered else { return }
            try db.run(
                "UPDATE delivery SET delivered_run = ? WHERE id = ?", [run.id, run.delivery])
        }
    }

    package func deliveryRun(_ id: Int64) async throws(MetadataError) -> DeliveryRunRecord? {
        try await read { db in try StoredDeliveryRun.find(id, db) }
    }

    package func openDeliveryRun(
        of delivery: Int64
    ) async throws(MetadataError) -> DeliveryRunRecord? {
        try await read { db in try StoredDeliveryRun.open(of: delivery, db) }
    }

    package func deliveryRuns(
        of delivery: Int64, before: Int64?, limit: Int
    ) async throws(MetadataError) -> [DeliveryRunRecord] {
        try await read { db in
            try db.all(
                """
                SELECT \(StoredDeliveryRun.columns) FROM delivery_run
                WHERE delivery = ? AND id < ? ORDER BY id DESC LIMIT ?
                """, [delivery, before ?? .max, limit], StoredDeliveryRun.read)
        }
    }
}

/// A row of `delivery_run`.
enum StoredDeliveryRun {
    static let columns =
        "id, delivery, job, snapshot, data_date, mode, state, entered_count, left_count, "
        + "held_out_count, suppressed_count, batch_size, next_batch, rejected_count, failure, "
        + "remedy, started_by, started_at, ended_at"

    static func read(_ row: inout RowReader) throws -> DeliveryRunRecord {
        DeliveryRunRecord(
            id: row.value(), delivery: row.value(), job: row.optional(), snapshot: row.value(),
            dataDate: row.value(), mode: try row.choice(), state: try row.choice(),
            entered: row.value(), left: row.value(), heldOut: row.value(),
            suppressed: row.value(), batchSize: row.value(), nextBatch: row.value(),
            rejected: row.value(), failure: row.optional(), remedy: row.optional(),
            startedBy: row.value(), startedAt: row.value(), endedAt: row.optional())
    }

    static func find(_ id: Int64, _ db: Database) throws -> DeliveryRunRecord? {
        try db.first("SELECT \(columns) FROM delivery_run WHERE id = ?", [id], read)
    }

    static func required(_ id: Int64, _ db: Database) throws -> DeliveryRunRecord {
        guard let found = try find(id, db) else {
            throw MetadataError.missing("delivery run \(id)")
        }
        return found
    }

    static func open(of delivery: Int64, _ db: Database) throws -> DeliveryRunRecord? {
        try db.first(
            """
            SELECT \(columns) FROM delivery_run
            WHERE delivery = ? AND state NOT IN ('done', 'failed')
            """, [delivery], read)
    }

    static func update(_ run: DeliveryRunRecord, _ db: Database) throws {
        try db.run(
            """
            UPDATE delivery_run SET job = ?, state = ?, entered_count = ?, left_count = ?,
                held_out_count = ?, suppressed_count = ?, failure = ?, remedy = ?, ended_at = ?
            WHERE id = ?
            """, changing(run) + [run.id])
        guard db.changesCount == 1 else { throw MetadataError.missing("delivery run \(run.id)") }
    }

    static func fixed(_ run: DeliveryRunRecord) -> [Argument] {
        [
            run.delivery, run.snapshot, run.dataDate, run.mode.rawValue, run.batchSize,
            run.startedBy, run.startedAt,
        ]
    }

    static func changing(_ run: DeliveryRunRecord) -> [Argument] {
        [
            run.job, run.state.rawValue, run.entered, run.left, run.heldOut, run.suppressed,
            run.failure,
            run.remedy, run.endedAt,
        ]
    }
}
