package import Metadata

/// Starts a delivery by hand: a job that is due at once.
package struct StartDelivery: Sendable {
    private let space: DeliverySpace

    package init(_ space: DeliverySpace) {
        self.space = space
    }

    /// The error `conflict` where the delivery is paused, or was started by hand and goes on.
    package func callAsFunction(
        _ delivery: DeliveryRecord, resumesOnly: Bool = false
    ) async throws -> JobRecord {
        guard !delivery.isPaused else {
            throw MetadataError(
                .conflict,
                "The delivery '\(delivery.name)' is paused; resume it first.")
        }
        let request = DeliverRequest(delivery: delivery.id, resumesOnly: resumesOnly)
        let job = try await space.metadata.addJob(
            JobRecord(
                kind: DeliverSegments.kind, arguments: request.json,
                key: "\(DeliverSegments.kind)/\(delivery.id)", dueAt: space.now,
                createdAt: space.now))
        guard let job else {
            throw MetadataError(
                .conflict,
                "The delivery '\(delivery.name)' was started already and has not ended; see its runs."
            )
        }
        try await space.audit("delivery.run", "delivery/\(delivery.id)")
        return job
    }
}
