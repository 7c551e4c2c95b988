import Bitmaps
import Identities
package import Metadata
import Segments

/// Whether a user is in a segment, from the published snapshot, else from the newest.
///
///     let answer = try await CheckMembership(space)(segment, user: "ann")
package struct CheckMembership: Sendable {
    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    package struct Answer: Hashable, Sendable {
        package let isMember: Bool
        package let snapshot: SnapshotRecord
        package let isPublished: Bool
    }

    /// `date`: as of that day; nil: what is served. An unknown user is in no segment; a segment without
    /// a snapshot is an error.
    package func callAsFunction(
        _ segment: SegmentRecord, user: String, asOf date: String? = nil
    ) async throws -> Answer {
        let snapshot = try await snapshot(of: segment, asOf: date)
        let number = try Identities(home: space.home.path).number(of: user)
        let isMember = try number.map {
            try space.snapshots.users(of: snapshot.id, in: segment.id).contains($0)
        }
        return Answer(
            isMember: isMember ?? false, snapshot: snapshot,
            isPublished: snapshot.id == segment.publishedSnapshot)
    }

    private func snapshot(
        of segment: SegmentRecord, asOf date: String?
    ) async throws -> SnapshotRecord {
        let history = SnapshotHistory(records: space.metadata, store: space.snapshots)
        if let date {
            guard let found = try await history.snapshot(of: segment.id, asOf: date) else {
                throw OperationError(
                    "Segment \(segment.id) (\(segment.name)) has no snapshot of \(date) or before.")
            }
            return found
        }
        if let published = segment.publishedSnapshot {
            return try await history.snapshot(published, of: segment.id)
        }
        guard let newest = try await space.metadata.latestSnapshots(of: [segment.id]).first else {
            throw OperationError.neverRun(segment.id)
        }
        return newest
    }
}
