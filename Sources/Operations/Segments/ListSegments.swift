import Definitions
package import Metadata

/// Lists segments with their newest snapshots.
///
///     let entries = try await ListSegments(space)(.init(tag: "q4"), search: "ㄷㅁ")
package struct ListSegments: Sendable {
    package struct Entry: Hashable, Sendable {
        package let segment: SegmentRecord
        /// Nil: never run.
        package let newest: SnapshotRecord?

        package init(segment: SegmentRecord, newest: SnapshotRecord?) {
            self.segment = segment
            self.newest = newest
        }
    }

    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// `search`: words or Korean initial consonants that the name or the description matches; the
    /// best match comes first. Without it, by id.
    package func callAsFunction(
        _ filter: SegmentListFilter, search: String? = nil
    ) async throws -> [Entry] {
        let segments = try await space.metadata.segments(filter)
        let newest = Dictionary(
            try await space.metadata.latestSnapshots(of: segments.map(\.id)).map {
                ($0.segment, $0)
            },
            uniquingKeysWith: { $1 })
        let entries = segments.map { Entry(segment: $0, newest: newest[$0.id]) }
        guard let search, !search.isEmpty else {
            return entries.sorted { $0.segment.id < $1.segment.id }
        }
        return Self.ranked(entries, by: search)
    }
}

extension ListSegments {
    private static func ranked(_ entries: [Entry], by search: String) -> [Entry] {
        let search = SearchText(search)
        let ranked = entries.compactMap { entry in
            rank(entry.segment, search).map { (rank: $0, entry: entry) }
        }
        return ranked.sorted {
            ($0.rank, $0.entry.segment.id) < ($1.rank, $1.entry.segment.id)
        }.map(\.entry)
    }

    private static func rank(_ segment: SegmentRecord, _ search: SearchText) -> SearchText.Rank? {
        search.rank(in: segment.name)
            ?? search.rank(in: [segment.description, segment.folder] + segment.tags).map { _ in
                .related
            }
    }
}
