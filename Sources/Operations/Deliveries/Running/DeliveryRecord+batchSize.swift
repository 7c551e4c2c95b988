import Metadata

extension DeliveryRecord {
    /// Rows of a batch; files take everybody at once.
    func batchSize(to destination: DestinationRecord) -> Int {
        destination.kind == .folder ? Int(UInt32.max) : batchSize
    }
}
