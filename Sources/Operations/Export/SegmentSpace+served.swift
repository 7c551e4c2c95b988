package import Metadata

extension SegmentSpace {
    /// The published snapshot of a segment, else its newest; nil: it was never run.
    package func servedSnapshot(of segment: SegmentRecord) async throws -> SnapshotRecord? {
        if let published = segment.publishedSnapshot {
            return try await metadata.snapshot(published)
        }
        return try await metadata.latestSnapshots(of: [segment.id]).first
    }
}
