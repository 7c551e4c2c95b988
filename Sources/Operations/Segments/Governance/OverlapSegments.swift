package import Metadata
package import Segments

/// How the newest snapshots of some segments overlap.
///
///     let overlap = try await OverlapSegments(records: metadata, store: store)([3, 5, 8])
package struct OverlapSegments: Sendable {
    private let records: any SegmentRecords
    private let store: SnapshotStore

    package init(records: any SegmentRecords, store: SnapshotStore) {
        self.records = records
        self.store = store
    }

    package struct Answer: Hashable, Sendable {
        /// In the order of the segments asked for.
        package let snapshots: [SnapshotRecord]
        package let overlap: SegmentOverlap
    }

    /// The error names a segment without a snapshot.
    package func callAsFunction(_ segments: [Int64]) async throws -> Answer {
        let latest = try await records.latestSnapshots(of: segments)
        let snapshots = try segments.map { segment in
            guard let found = latest.first(where: { $0.segment == segment }) else {
                throw OperationError.neverRun(segment)
            }
            return found
        }
        let sets = try snapshots.map { try store.users(of: $0.id, in: $0.segment) }
        return Answer(snapshots: snapshots, overlap: SegmentOverlap(of: sets))
    }
}
