import Definitions
package import HTTPClients
package import Metadata
package import Secrets

/// What every operation on destinations and deliveries stands on.
package struct DeliverySpace: Sendable {
    package let segments: SegmentSpace
    package let sender: any HTTPSender
    /// The folder below which files are dropped.
    package let dropFolder: String

    /// `dropFolder` nil: the home's folder `drops`.
    package init(
        segments: SegmentSpace, sender: any HTTPSender = NetworkSender(), dropFolder: String? = nil
    ) {
        self.segments = segments
        self.sender = sender
        self.dropFolder = dropFolder ?? segments.home.path + "/drops"
    }

    package var metadata: any MetadataStore { segments.metadata }
    package var now: Int64 { segments.now }
    package var actor: String { segments.actor }
    package var home: Home { segments.home }

    /// The secrets of a destination.
    package func secrets(of destination: Int64) -> SecretFiles {
        SecretFiles(folder: home.path + "/secrets/destination-\(destination)")
    }

    /// The destination with this id, or else with this name.
    package func findDestination(_ reference: String) async throws -> DestinationRecord {
        if let id = Int64(reference), let found = try await metadata.destination(id) {
            return found
        }
        let all = try await metadata.destinations()
        if let found = all.first(where: { $0.name == reference }) { return found }
        throw MetadataError.nothing("destination", reference, among: all.map(\.name))
    }

    /// The delivery with this id, or else with this name.
    package func findDelivery(_ reference: String) async throws -> DeliveryRecord {
        if let id = Int64(reference), let found = try await metadata.delivery(id) { return found }
        let all = try await metadata.deliveries(of: nil)
        if let found = all.first(where: { $0.name == reference }) { return found }
        throw MetadataError.nothing("delivery", reference, among: all.map(\.name))
    }

    /// Writes down that the actor did something.
    func audit(
        _ action: String, _ subject: String, _ details: JSONValue = .object([])
    ) async throws(MetadataError) {
        try await segments.note(action, subject, details)
    }
}

extension MetadataError {
    static func nothing(_ kind: String, _ name: String, among known: [String]) -> MetadataError {
        MetadataError(
            .notFound,
            "There is no \(kind) '\(name)'"
                + (nearestName(to: name, among: known).map { "; did you mean '\($0)'?" }
                    ?? ". List them with 'cxm \(kind) list'."))
    }
}
