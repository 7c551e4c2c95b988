package import Metadata

/// Who entered a segment and left it, between snapshots named by id or by a day.
///
///     let found = try await CompareSnapshots(space)(segment, from: "2026-10-31", to: nil)
package struct CompareSnapshots: Sendable {
    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// `to` nil: the newest snapshot; `from` nil: the one before `to`.
    package func callAsFunction(
        _ segment: SegmentRecord, from: String?, to: String?
    ) async throws -> SnapshotHistory.Difference {
        let history = SnapshotHistory(records: space.metadata, store: space.snapshots)
        let all = try await history.sizes(of: segment.id)
        guard let last = all.last else { throw OperationError.neverRun(segment.id) }
        let later = try to.map { try find($0, in: all, of: segment) } ?? last
        let before = all.last { ($0.dataDate, $0.id) < (later.dataDate, later.id) }
        guard let earlier = try from.map({ try find($0, in: all, of: segment) }) ?? before else {
            throw OperationError(
                "Segment \(segment.id) (\(segment.name)) has no snapshot before \(later.id) "
                    + "(\(later.dataDate)) to compare with.")
        }
        return try history.difference(from: earlier, to: later)
    }

    /// The snapshot of an id, or the newest one of a day or before it.
    private func find(
        _ words: String, in all: [SnapshotRecord], of segment: SegmentRecord
    ) throws -> SnapshotRecord {
        if let id = Int64(words) {
            guard let found = all.first(where: { $0.id == id }) else {
                throw OperationError.noSnapshot(id, segment: segment.id, known: all.map(\.id))
            }
            return found
        }
        guard let found = all.last(where: { $0.dataDate <= words }) else {
            throw OperationError(
                "Segment \(segment.id) (\(segment.name)) has no snapshot of '\(words)' or before; its "
                    + "first is of \(all.first?.dataDate ?? "no day").")
        }
        return found
    }
}
