import Bitmaps
package import Metadata
package import Segments

/// Finds segments that are nearly the same: by definition, or by the users of their newest snapshots.
///
///     let found = try await FindDuplicates(records: metadata, store: store, threads: 2)()
package struct FindDuplicates: Sendable {
    private let records: any SegmentRecords
    private let store: SnapshotStore
    private let search: NearDuplicates

    /// `threshold`: the least Jaccard index.
    package init(
        records: any SegmentRecords, store: SnapshotStore, threshold: Double = 0.95,
        threads: Int = 1
    ) {
        self.records = records
        self.store = store
        search = NearDuplicates(threshold: threshold, threads: threads)
    }

    package struct Answer: Hashable, Sendable {
        package let result: NearDuplicates.Result
        /// The segments that occur in it, by id.
        package let segments: [Int64: SegmentRecord]
    }

    /// Looks at all segments that are not archived, or those that the filter names.
    package func callAsFunction(
        _ filter: SegmentListFilter = .init(statuses: [.draft, .active])
    ) async throws -> Answer {
        let segments = try await records.segments(filter)
        let ids = segments.map(\.id)
        let hashes = Dictionary(
            uniqueKeysWithValues: try await records.currentVersions(of: ids).map {
                ($0.segment, $0.canonicalHash)
            })
        let latest = Dictionary(
            uniqueKeysWithValues: try await records.latestSnapshots(of: ids).map {
                ($0.segment, $0)
            })
        let candidates = ids.map {
            NearDuplicates.Candidate(
                segment: $0, canonicalHash: hashes[$0] ?? "", users: latest[$0]?.size)
        }
        let store = store
        let result = try await search.search(candidates) { index in
            guard let snapshot = latest[ids[index]] else { return [] }
            return try store.users(of: snapshot.id, in: snapshot.segment)
        }
        let named = Set(result.pairs.flatMap { [$0.first, $0.second] })
        return Answer(
            result: result,
            segments: Dictionary(
                uniqueKeysWithValues: segments.filter { named.contains($0.id) }.map { ($0.id, $0) })
        )
    }
}
