package import Bitmaps
package import Metadata
package import Segments

/// What snapshots tell: sizes over time, who entered and left, who was in a segment on a day.
///
///     let history = SnapshotHistory(records: metadata, store: store)
///     let then = try await history.snapshot(of: 3, asOf: "2026-10-31")
package struct SnapshotHistory: Sendable {
    private let records: any SegmentRecords
    private let store: SnapshotStore

    package init(records: any SegmentRecords, store: SnapshotStore) {
        self.records = records
        self.store = store
    }

    /// The segment's snapshots with their sizes, oldest data date first; no set is read.
    package func sizes(of segment: Int64) async throws -> [SnapshotRecord] {
        try await records.snapshots(of: segment).sorted { $0.order < $1.order }
    }

    /// The newest snapshot whose data date is not after a day; nil where there is none.
    package func snapshot(
        of segment: Int64, asOf date: String
    ) async throws -> SnapshotRecord? {
        try await sizes(of: segment).last { $0.dataDate <= date }
    }

    /// The users of a snapshot.
    package func users(of snapshot: SnapshotRecord) throws -> Bitmap {
        try store.users(of: snapshot.id, in: snapshot.segment)
    }

    /// The snapshot of this id, which must be the segment's.
    package func snapshot(_ id: Int64, of segment: Int64) async throws -> SnapshotRecord {
        guard let found = try await records.snapshot(id), found.segment == segment else {
            throw OperationError.noSnapshot(
                id, segment: segment, known: try await sizes(of: segment).map(\.id))
        }
        return found
    }

    /// Who entered and who left between two snapshots of one segment, or of two.
    package struct Difference: Sendable {
        package let from: SnapshotRecord
        package let to: SnapshotRecord
        package let entered: Bitmap
        package let left: Bitmap
        /// How many are in both.
        package let stayed: Int
    }

    /// Cost: reads both sets and passes over them once or twice.
    package func difference(
        from: SnapshotRecord, to: SnapshotRecord
    ) throws -> Difference {
        let (before, after) = (try users(of: from), try users(of: to))
        let entered = after.subtracting(before)
        return Difference(
            from: from, to: to, entered: entered, left: before.subtracting(after),
            stayed: after.count - entered.count)
    }

    /// A stretch of snapshots in which a user was in the segment.
    package struct Stay: Hashable, Sendable {
        /// The first snapshot that has the user.
        package let entered: SnapshotRecord
        /// The first one that has the user no more; nil: still in.
        package let left: SnapshotRecord?
        /// The segment's first kept snapshot has the user: when they entered is not known.
        package let isFromTheStart: Bool
    }

    /// When a user entered the segment and left it, as far as snapshots are kept.
    ///
    /// Cost: one pass over the segment's files.
    package func stays(of user: UInt32, in segment: Int64) async throws -> [Stay] {
        try await stays(presence(of: user, in: segment), in: segment)
    }

    /// Whether the snapshots that are kept have a user, by snapshot.
    ///
    /// Cost: one pass over the segment's files.
    func presence(of user: UInt32, in segment: Int64) throws -> [Int64: Bool] {
        Dictionary(
            try store.presence(of: user, in: segment).map { ($0.snapshot, $0.isMember) },
            uniquingKeysWith: { $1 })
    }

    /// The same from the user's presence, where that is known.
    func stays(_ members: [Int64: Bool], in segment: Int64) async throws -> [Stay] {
        var stays: [Stay] = []
        var entered: (SnapshotRecord, isFirst: Bool)?
        for (index, record) in try await sizes(of: segment).enumerated() {
            guard let isMember = members[record.id] else { continue }
            if let since = entered, !isMember {
                stays.append(Stay(entered: since.0, left: record, isFromTheStart: since.isFirst))
                entered = nil
            } else if entered == nil, isMember {
                entered = (record, index == 0)
            }
        }
        if let since = entered {
            stays.append(Stay(entered: since.0, left: nil, isFromTheStart: since.isFirst))
        }
        return stays
    }
}

extension SnapshotRecord {
    /// By data date, then by the order in which they were taken.
    fileprivate var order: (String, Int64) { (dataDate, id) }
}

extension OperationError {
    static func noSnapshot(_ id: Int64, segment: Int64, known: [Int64]) -> OperationError {
        let shown = known.suffix(5).map { "\($0)" }.joined(separator: ", ")
        return OperationError(
            .notFound,
            "Segment \(segment) has no snapshot \(id)"
                + (known.isEmpty ? "; it has none yet: run it." : "; its newest are \(shown)."))
    }

    static func neverRun(_ segment: Int64) -> OperationError {
        OperationError(.neverRun, "Segment \(segment) has no snapshot yet; run it first.")
    }
}
