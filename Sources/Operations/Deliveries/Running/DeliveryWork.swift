import Bitmaps
import Definitions
import Identities
import Jobs
import Metadata

/// Begins runs of a delivery and carries them on, batch by batch.
///
/// What a run sends is written down before its first batch, and each batch that was accepted before the
/// next one: after a crash at any moment it goes on with the batch that was not, whose key tells the
/// destination whether it has it already.
struct DeliveryWork: Sendable {
    let space: DeliverySpace
    let delivery: DeliveryRecord
    let destination: DestinationRecord
    let job: JobRecord
    let context: JobContext

    var files: DeliveryFiles { DeliveryFiles(space.home, delivery.id) }

    /// A new run of what is served now.
    func begin() async throws -> DeliveryRunRecord {
        let snapshot = try await space.snapshot(of: delivery)
        return try await space.metadata.addDeliveryRun(
            DeliveryRunRecord(
                delivery: delivery.id, job: job.id, snapshot: snapshot.id,
                dataDate: snapshot.dataDate, mode: delivery.mode,
                batchSize: delivery.batchSize(to: destination),
                startedBy: space.actor, startedAt: context.now))
    }

    /// Sends what is left of a run. Returns false where it was stopped because the delivery is paused.
    func carryOn(_ open: DeliveryRunRecord) async throws -> Bool {
        var run = open
        run.job = job.id
        if run.state == .preparing { try await prepare(&run) }
        (run.state, run.failure, run.remedy) = (.running, nil, nil)
        try await space.metadata.update(run)
        let batches = try await batches(of: run)
        while run.nextBatch < run.batches {
            try Task.checkCancellation()
            guard try await isWanted() else {
                run.state = .paused
                try await space.metadata.update(run)
                return false
            }
            let errors = try await send(run.nextBatch, of: batches)
            run.nextBatch += 1
            run.rejected += errors
        }
        try await end(run, failure: nil)
        return true
    }

    /// Works out who is sent, and writes it down.
    private func prepare(_ run: inout DeliveryRunRecord) async throws {
        guard let snapshot = try await space.metadata.snapshot(run.snapshot) else {
            throw JobFailure(
                "The snapshot \(run.snapshot) is gone.", remedy: "Start the delivery again.")
        }
        let target = try await space.target(of: delivery, destination, snapshot)
        let changes = try space.changes(of: delivery, run.mode, to: target.users)
        try files.write(changes.entered, as: .entered, of: run.id)
        try files.write(changes.left, as: .left, of: run.id)
        if !target.heldOut.isEmpty {
            try files.remember(heldOut: try files.heldOut().union(target.heldOut))
        }
        (run.entered, run.left) = (changes.entered.count, changes.left.count)
        (run.heldOut, run.suppressed) = (target.heldOut.count, target.suppressed)
    }

    private func batches(of run: DeliveryRunRecord) async throws -> DeliveryBatches {
        guard let segment = try await space.metadata.segment(delivery.segment) else {
            throw JobFailure(
                "There is no segment \(delivery.segment).", remedy: "Remove the delivery.")
        }
        let fields = try DeliveryFields(JSONReader(delivery.fields))
        let showsPersonal = try await space.seesPersonalData(delivery.owner)
        return DeliveryBatches(
            run: run, segment: segment, fields: fields,
            entered: try files.users(.entered, of: run.id),
            left: try files.users(.left, of: run.id),
            identities: try Identities(home: space.home.path),
            attributes: try await DeliveredAttributes(
                fields, space, showsPersonal: showsPersonal))
    }

    private func isWanted() async throws -> Bool {
        guard let now = try await space.metadata.delivery(delivery.id) else {
            throw JobFailure("The delivery was removed.", remedy: "")
        }
        return !now.isPaused
    }

    /// Sends a batch and writes down that it was accepted; returns how many rows were not.
    private func send(_ number: Int, of batches: DeliveryBatches) async throws -> Int {
        switch try DestinationOptions(destination) {
        case .folder(let options):
            try DropFiles(space, options).write(batches)
            try await space.metadata.record(
                DeliveryBatchRecord(
                    run: batches.run.id, number: number, rows: batches.run.rows, attempts: 1,
                    status: nil, rejected: 0, key: "", endedAt: context.now), errors: [])
            return 0
        case .http(let options):
            let batch = try batch(number, of: batches)
            let refused = try await post(batch, of: batches.run, options)
            files.removeBatch(number, of: batches.run.id)
            return refused
        }
    }

    /// The same bytes each time, whatever has become of the users' attributes meanwhile.
    private func batch(_ number: Int, of batches: DeliveryBatches) throws -> DeliveryBatches.Batch {
        guard !batches.fields.attributes.isEmpty else { return batches.batch(number) }
        let kept = try files.batch(number, of: batches.run.id)
        let batch = batches.batch(number, kept: kept)
        if kept == nil { try files.keep(batch.body, asBatch: number, of: batches.run.id) }
        return batch
    }

    private func post(
        _ batch: DeliveryBatches.Batch, of run: DeliveryRunRecord, _ options: HTTPDestination
    ) async throws -> Int {
        let request = try BatchRequest(
            options, space.secrets(of: destination.id), body: batch.body,
            headers: [
                ("Idempotency-Key", batch.key), ("CXM-Delivery", "\(run.delivery)"),
                ("CXM-Run", "\(run.id)"), ("CXM-Batch", "\(batch.number + 1)/\(run.batches)"),
            ])
        let (answer, attempts) = try await BatchSender(space.sender)(request, context)
        let errors = Self.errors(answer, batch, run)
        try await space.metadata.record(
            DeliveryBatchRecord(
                run: run.id, number: batch.number, rows: batch.rows.count, attempts: attempts,
                status: answer.status, rejected: errors.count, key: batch.key,
                endedAt: context.now), errors: errors)
        return errors.count
    }

    /// The refused rows of an answer, each once; what names no row of the batch is passed over.
    private static func errors(
        _ answer: BatchAnswer, _ batch: DeliveryBatches.Batch, _ run: DeliveryRunRecord
    ) -> [DeliveryErrorRecord] {
        var places: [String: Int] = [:]
        if answer.errors.contains(where: { $0.row == nil }) {
            for (place, row) in batch.rows.enumerated() { places[row.user] = place }
        }
        var found: [Int: DeliveryErrorRecord] = [:]
        for error in answer.errors {
            guard let place = error.row ?? error.user.flatMap({ places[$0] }),
                batch.rows.indices.contains(place)
            else { continue }
            found[place] = DeliveryErrorRecord(
                run: run.id, batch: batch.number, row: place, user: batch.rows[place].user,
                change: batch.rows[place].change, code: error.code, message: error.message)
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }
}
