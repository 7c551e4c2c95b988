import Bitmaps
package import Metadata
package import Segments

/// Holds a publish back when a segment's size changes by more than a share, until somebody confirms.
package struct PublishGuard: Hashable, Sendable {
    /// 0.5: half of the published size.
    package let share: Double

    package init(share: Double = 0.5) {
        self.share = share
    }

    /// Never for a first publish. A segment that was empty changes by more than any share.
    package func holds(from published: Int?, to size: Int) -> Bool {
        guard let published, published != size else { return false }
        return Double(abs(size - published)) > share * Double(published)
    }
}

/// What publishing a snapshot would change for those who are served.
package struct PublishPreview: Hashable, Sendable {
    package let snapshot: SnapshotRecord
    /// What is served now; nil for a first publish.
    package let published: SnapshotRecord?
    package let entered: Int
    package let left: Int
    /// `(new - old) / old`; nil for a first publish or one after an empty set.
    package let change: Double?
    /// To be confirmed first.
    package let isHeld: Bool
}

/// Compares a snapshot with the published one.
///
///     let preview = try await PreviewPublish(records: metadata, store: store)(snapshot: 17)
///
/// Cost: reads both sets.
package struct PreviewPublish: Sendable {
    private let records: any SegmentRecords
    private let store: SnapshotStore
    private let held: PublishGuard

    package init(
        records: any SegmentRecords, store: SnapshotStore, guard held: PublishGuard = .init()
    ) {
        self.records = records
        self.store = store
        self.held = held
    }

    package func callAsFunction(snapshot id: Int64) async throws -> PublishPreview {
        guard let snapshot = try await records.snapshot(id) else {
            throw OperationError(.notFound, "There is no snapshot \(id).")
        }
        let segment = try await records.segment(snapshot.segment)
        guard let served = segment?.publishedSnapshot,
            let published = try await records.snapshot(served)
        else {
            return PublishPreview(
                snapshot: snapshot, published: nil, entered: snapshot.size, left: 0, change: nil,
                isHeld: false)
        }
        let before = try store.users(of: published.id, in: published.segment)
        let both = before.intersectionCount(
            try store.users(of: snapshot.id, in: snapshot.segment))
        return PublishPreview(
            snapshot: snapshot, published: published, entered: snapshot.size - both,
            left: published.size - both,
            change: published.size == 0
                ? nil : Double(snapshot.size - published.size) / Double(published.size),
            isHeld: held.holds(from: published.size, to: snapshot.size))
    }
}
