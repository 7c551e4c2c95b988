import Bitmaps
import Identities
package import Metadata

/// Who was ever held out of a delivery.
package struct HeldOutUsers: Sendable {
    private let space: DeliverySpace

    package init(_ space: DeliverySpace) {
        self.space = space
    }

    package func count(of delivery: DeliveryRecord) throws -> Int {
        try DeliveryFiles(space.home, delivery.id).heldOut().count
    }

    /// Unknown users are held out of nothing.
    package func contains(_ user: String, of delivery: DeliveryRecord) throws -> Bool {
        guard let number = try Identities(home: space.home.path).number(of: user) else {
            return false
        }
        return try DeliveryFiles(space.home, delivery.id).heldOut().contains(number)
    }

    /// Their ids as lines of JSON; the API asks for the right to export.
    package func stream(of delivery: DeliveryRecord) async throws -> ExportStream {
        let users = try DeliveryFiles(space.home, delivery.id).heldOut()
        try await space.audit("delivery.held_out", "delivery/\(delivery.id)")
        return ExportStream(
            users, try Identities(home: space.home.path), .ndjson, trailer: nil)
    }
}
