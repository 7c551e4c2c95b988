import Bitmaps
import Definitions
import Metadata
import MetadataSQLite
import Operations
import Segments

/// A home with segments that nobody evaluates: their sets are given.
struct ProbeHome {
    let home: Home
    let metadata: any MetadataStore
    let space: SegmentSpace

    init(path: String, now: Int64 = 1_793_460_000_000) throws {
        home = Home(path: path, zone: try Zone("Asia/Seoul"))
        metadata = try SQLiteMetadata(path: home.metadataPath)
        space = SegmentSpace(
            catalogue: CatalogueContext(home: home, metadata: metadata, now: now),
            metadata: metadata, actor: "probe")
    }

    /// Adds segments up to this many; returns the ids of all.
    func segments(_ count: Int) async throws -> [Int64] {
        let known = try await metadata.segments(SegmentListFilter()).map(\.id)
        guard known.count < count else { return known }
        let added = try await metadata.create(
            (known.count..<count).map { number in
                (
                    SegmentRecord(name: "Segment \(number)", status: .active, owner: "probe"),
                    SegmentVersion(
                        segment: 0, number: 1, definition: ["list": ["id": "1"]],
                        canonicalHash: "\(number)", author: "probe", note: "", createdAt: 0)
                )
            }, at: space.now)
        return known + added.map(\.id)
    }

    /// Keeps the sets as snapshots.
    func record(
        _ sets: [(segment: Int64, users: Bitmap)], on date: String
    ) async throws -> [SnapshotRecord] {
        try await RecordSnapshots(records: metadata, store: space.snapshots, threads: 2)(
            sets.map {
                .init(segment: $0.segment, version: 1, dataDate: date, users: $0.users)
            }, at: space.now)
    }
}
