import Definitions
package import Jobs
package import Metadata

/// Does jobs of the kind `deliver`: sends the published snapshot of a delivery's segment.
///
/// A run that was begun before and has not ended goes on first, where it stopped. Failures that may pass
/// are tried again for the batch, then for the job; at its last attempt the run has failed, and the next
/// one says again what is not known to have arrived.
package struct DeliverSegments: Sendable {
    package static let kind = "deliver"

    /// Makes a space whose clock stands at `now`.
    package typealias SpaceFactory = @Sendable (_ now: Int64) throws -> DeliverySpace

    private let open: SpaceFactory

    package init(_ open: @escaping SpaceFactory) {
        self.open = open
    }

    package func callAsFunction(_ job: JobRecord, _ context: JobContext) async throws {
        let space = try open(context.now)
        let request = try DeliverRequest(job.arguments)
        guard let delivery = try await space.metadata.delivery(request.delivery),
            !delivery.isPaused
        else { return }
        if let found = try await space.metadata.openDeliveryRun(of: delivery.id) {
            try await checkIdle(found, job, space, context)
            guard try await work(space, delivery, job, context, on: found),
                found.job != job.id
            else { return }
        }
        guard !request.resumesOnly,
            let current = try await space.metadata.delivery(delivery.id), !current.isPaused
        else { return }
        _ = try await work(space, current, job, context, on: nil)
    }

    /// Throws where another job works on the run.
    private func checkIdle(
        _ run: DeliveryRunRecord, _ job: JobRecord, _ space: DeliverySpace, _ context: JobContext
    ) async throws {
        guard let id = run.job, id != job.id, let other = try await space.metadata.job(id),
            other.state == .running, (other.leaseUntil ?? 0) > context.now
        else { return }
        throw JobFailure(
            "The job \(id) works on this delivery already.",
            remedy: "Nothing, it is tried again.", isRetryable: true)
    }

    /// `on` nil: a new run.
    private func work(
        _ space: DeliverySpace, _ delivery: DeliveryRecord, _ job: JobRecord,
        _ context: JobContext, on found: DeliveryRunRecord?
    ) async throws -> Bool {
        guard let destination = try await space.metadata.destination(delivery.destination) else {
            throw JobFailure("The destination is gone.", remedy: "Give the delivery another one.")
        }
        let work = DeliveryWork(
            space: space, delivery: delivery, destination: destination, job: job, context: context)
        var open = found
        do {
            let run: DeliveryRunRecord
            if let found { run = found } else { run = try await work.begin() }
            open = run
            return try await work.carryOn(run)
        } catch {
            throw await note(error, open?.id, work)
        }
    }

    /// Writes down why a run has stopped; returns what the job ends with.
    private func note(
        _ error: any Error, _ id: Int64?, _ work: DeliveryWork
    ) async -> any Error {
        let isEnding = Task.isCancelled || error is CancellationError
        let failure = JobFailure.delivery(error)
        let isFinal = !isEnding && (!failure.isRetryable || work.context.isLastAttempt)
        do {
            let records = work.space.metadata
            guard let id, var run = try await records.deliveryRun(id), run.state.isOpen else {
                return isEnding ? CancellationError() : failure
            }
            if isFinal {
                try await work.end(run, failure: failure)
            } else {
                if run.state != .preparing { run.state = .interrupted }
                run.failure = isEnding ? nil : failure.description
                run.remedy = isEnding ? nil : failure.remedy
                try await records.update(run)
            }
        } catch {
            return isEnding ? CancellationError() : JobFailure(error)
        }
        return isEnding ? CancellationError() : failure
    }
}

extension JobFailure {
    /// Why a delivery was not done.
    static func delivery(_ error: any Error) -> JobFailure {
        guard let refusal = error as? ExportRefusal else { return JobFailure(error) }
        return JobFailure(
            refusal.description, remedy: "Do what the message says, then start it again.")
    }
}
