import Metadata
import Operations

extension Workplace {
    /// What operations on destinations and deliveries stand on.
    func deliveries() throws -> DeliverySpace {
        DeliverySpace(segments: try segments(), dropFolder: settings.dropFolder)
    }
}
