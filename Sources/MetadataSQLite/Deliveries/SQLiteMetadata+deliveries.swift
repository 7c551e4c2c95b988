import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func deliveries(
        of segment: Int64?
    ) async throws(MetadataError) -> [DeliveryRecord] {
        try await read { db in
            guard let segment else {
                return try db.all(
                    "SELECT \(StoredDelivery.columns) FROM delivery ORDER BY name", [],
                    StoredDelivery.read)
            }
            return try db.all(
                """
                SELECT \(StoredDelivery.columns) FROM delivery WHERE segment = ? ORDER BY name
                """, [segment], StoredDelivery.read)
        }
    }

    package func delivery(_ id: Int64) async throws(MetadataError) -> DeliveryRecord? {
        try await read { db in try StoredDelivery.find(id, db) }
    }

    package func create(
        _ delivery: DeliveryRecord, at now: Int64
    ) async throws(MetadataError) -> DeliveryRecord {
        try await write { db in
            try StoredDelivery.check(delivery, db)
            try db.run(
                """
                INSERT INTO delivery (name, segment, destination, schedule, mode, batch_size, fields,
                    holdout_share, holdout_salt, is_paused, owner, revision, created_at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
                """, StoredDelivery.written(delivery) + [now, now])
            return try StoredDelivery.required(db.lastInsertedRowID, db)
        }
    }

    package func update(
        _ delivery: DeliveryRecord, at now: Int64
    ) async throws(MetadataError) -> DeliveryRecord {
        try await write { db in
            let found = try StoredDelivery.required(delivery.id, db)
            guard found.revision == delivery.revision else {
                throw MetadataError.stale(
                    "the delivery '\(found.name)'", found: found.revision,
                    expected: delivery.revision)
            }
            try StoredDelivery.check(delivery, db)
            try db.run(
                """
                UPDATE delivery SET name = ?, segment = ?, destination = ?, schedule = ?, mode = ?,
                    batch_size = ?, fields = ?, holdout_share = ?, holdout_salt = ?, is_paused = ?,
                    owner = ?, revision = revision + 1, changed_at = ? WHERE id = ?
                """, StoredDelivery.written(delivery) + [now, delivery.id])
            return try StoredDelivery.required(delivery.id, db)
        }
    }

    package func setPaused(
        _ isPaused: Bool, of delivery: Int64, at now: Int64
    ) async throws(MetadataError) -> DeliveryRecord {
        try await write { db in
            let found = try StoredDelivery.required(delivery, db)
            guard found.isPaused != isPaused else { return found }
            try db.run(
                """
                UPDATE delivery SET is_paused = ?, revision = revision + 1, changed_at = ?
                WHERE id = ?
                """, [isPaused, now, delivery])
            return try StoredDelivery.required(delivery, db)
        }
    }

    package func removeDelivery(_ id: Int64) async throws(MetadataError) {
        try await write { db in
            _ = try StoredDelivery.required(id, db)
            try db.run("DELETE FROM delivery WHERE id = ?", [id])
        }
    }
}

/// A row of `delivery`.
enum StoredDelivery {
    static let columns =
        "id, name, segment, destination, schedule, mode, batch_size, fields, holdout_share, "
        + "holdout_salt, is_paused, owner, delivered_run, revision, created_at, changed_at"

    static func read(_ row: inout RowReader) throws -> DeliveryRecord {
        var delivery = DeliveryRecord(
            id: row.value(), name: row.value(), segment: row.value(), destination: row.value(),
            owner: "")
        delivery.schedule = try row.optionalJSON()
        delivery.mode = try row.choice()
        delivery.batchSize = row.value()
        delivery.fields = try row.json()
        delivery.holdoutShare = row.value()
        delivery.holdoutSalt = row.value()
        delivery.isPaused = row.value()
        delivery.owner = row.value()
        delivery.deliveredRun = row.optional()
        delivery.revision = row.value()
        delivery.createdAt = row.value()
        delivery.changedAt = row.value()
        return delivery
    }

    static func find(_ id: Int64, _ db: Database) throws -> DeliveryRecord? {
        try db.first("SELECT \(columns) FROM delivery WHERE id = ?", [id], read)
    }

    static func required(_ id: Int64, _ db: Database) throws -> DeliveryRecord {
        guard let found = try find(id, db) else { throw MetadataError.missing("delivery \(id)") }
        return found
    }

    /// What people write, in the order of the statements.
    static func written(_ delivery: DeliveryRecord) -> [Argument] {
        [
            delivery.name, delivery.segment, delivery.destination, delivery.schedule?.rendered(),
            delivery.mode.rawValue, delivery.batchSize, delivery.fields.rendered(),
            delivery.holdoutShare, delivery.holdoutSalt, delivery.isPaused, delivery.owner,
        ]
    }

    static func check(_ delivery: DeliveryRecord, _ db: Database) throws {
        try StoredSegment.require(delivery.segment, db)
        _ = try StoredDestination.required(delivery.destination, db)
        let other = try db.other(than: delivery.id, in: "delivery", "name", is: delivery.name)
        guard let other else { return }
        throw MetadataError(
            .taken,
            "The delivery \(other) is called '\(delivery.name)' already; choose another name.")
    }
}
