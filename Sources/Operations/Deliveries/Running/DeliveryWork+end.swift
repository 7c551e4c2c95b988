import Bitmaps
import Identities
import Jobs
import Metadata

extension DeliveryWork {
    /// Ends a run: writes down what the destination has now, then that the run has ended.
    func end(_ run: DeliveryRunRecord, failure: JobFailure?) async throws {
        var ended = run
        ended.state = failure == nil ? .done : .failed
        ended.failure = failure?.description
        ended.remedy = failure?.remedy
        ended.endedAt = context.now
        guard run.state != .preparing else {
            // Nothing was sent.
            try await space.metadata.finish(ended, isDelivered: false)
            return
        }
        let progress = try await progress(of: run, failed: failure != nil)
        let before = try space.delivered(delivery)
        let after =
            run.mode == .delta
            ? progress.afterDelta(before)
            : progress.afterFull(before, isWhole: failure == nil)
        try files.write(after.delivered, as: .delivered, of: run.id)
        try files.write(after.unknown, as: .unknown, of: run.id)
        try await space.metadata.finish(ended, isDelivered: true)
        // Those of the run before may be what a backup at work has to copy.
        files.sweep(keeping: [run.id] + (delivery.deliveredRun.map { [$0] } ?? []))
        try await space.metadata.addUses([
            SegmentUse(
                segment: delivery.segment, kind: "delivery", name: delivery.name, calls: 1,
                lastAt: context.now)
        ])
    }

    private func progress(
        of run: DeliveryRunRecord, failed: Bool
    ) async throws -> DeliveryProgress {
        let rejected = try await rejected(of: run)
        let inFlight = failed ? min(run.batchSize, run.rows - run.sent) : 0
        var progress = DeliveryProgress(
            entered: try files.users(.entered, of: run.id),
            left: try files.users(.left, of: run.id), accepted: run.sent, inFlight: inFlight)
        (progress.rejectedEntered, progress.rejectedLeft) = rejected
        return progress
    }

    private func rejected(
        of run: DeliveryRunRecord
    ) async throws -> (entered: Bitmap, left: Bitmap) {
        var (entered, left) = (Bitmap(), Bitmap())
        guard run.rejected > 0 else { return (entered, left) }
        let identities = try Identities(home: space.home.path)
        var last: (batch: Int, row: Int)?
        while true {
            let page = try await space.metadata.deliveryErrors(
                of: run.id, after: last, limit: 10_000)
            guard let final = page.last else { return (entered, left) }
            last = (final.batch, final.row)
            for error in page {
                guard let number = identities.number(of: error.user) else { continue }
                if error.change == "left" { left.insert(number) } else { entered.insert(number) }
            }
        }
    }
}
