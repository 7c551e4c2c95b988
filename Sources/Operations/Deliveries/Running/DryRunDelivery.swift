import Bitmaps
package import Definitions
import Identities
package import Metadata

/// What a delivery would send now, without sending anything or keeping anything.
///
///     let found = try await DryRunDelivery(space)(delivery)
package struct DryRunDelivery: Sendable {
    package struct Outcome: Hashable, Sendable {
        package let run: DeliveryRunRecord
        package let members: Int
        /// The first rows as they would be sent.
        package let rows: [JSONValue]

        package var json: JSONValue {
            [
                "snapshot": .string(String(run.snapshot)), "data_date": .string(run.dataDate),
                "mode": .string(run.mode.rawValue), "members": .count(members),
                "suppressed": .count(run.suppressed), "held_out": .count(run.heldOut),
                "entered": .count(run.entered), "left": .count(run.left),
                "batches": .count(run.batches), "rows": .array(rows),
            ]
        }
    }

    private let space: DeliverySpace

    package init(_ space: DeliverySpace) {
        self.space = space
    }

    package func callAsFunction(
        _ delivery: DeliveryRecord, rows limit: Int = 10
    ) async throws -> Outcome {
        guard let destination = try await space.metadata.destination(delivery.destination),
            let segment = try await space.metadata.segment(delivery.segment)
        else { throw MetadataError(.notFound, "The destination or the segment is gone.") }
        let snapshot = try await space.snapshot(of: delivery)
        let target = try await space.target(of: delivery, destination, snapshot)
        let changes = try space.changes(of: delivery, delivery.mode, to: target.users)
        let run = DeliveryRunRecord(
            delivery: delivery.id, snapshot: snapshot.id, dataDate: snapshot.dataDate,
            mode: delivery.mode, entered: changes.entered.count, left: changes.left.count,
            heldOut: target.heldOut.count, suppressed: target.suppressed,
            batchSize: delivery.batchSize(to: destination),
            startedBy: space.actor, startedAt: space.now)
        let batches = DeliveryBatches(
            run: run, segment: segment, fields: try DeliveryFields(JSONReader(delivery.fields)),
            entered: changes.entered, left: changes.left,
            identities: try Identities(home: space.home.path),
            attributes: try await attributes(of: delivery))
        let first = batches.rows(0..<min(limit, run.rows)).map(batches.json)
        try await space.audit("delivery.dry_run", "delivery/\(delivery.id)")
        return Outcome(run: run, members: snapshot.size, rows: first)
    }

    /// What is not for whoever looks is not shown, though it would be sent.
    private func attributes(of delivery: DeliveryRecord) async throws -> DeliveredAttributes {
        var showsPersonal = try await space.seesPersonalData(delivery.owner)
        if showsPersonal { showsPersonal = try await space.seesPersonalData(space.actor) }
        return try await DeliveredAttributes(
            DeliveryFields(JSONReader(delivery.fields)), space, showsPersonal: showsPersonal)
    }
}
