import Bitmaps
import Columns
import Definitions
import Foundation
import Identities
import Metadata
import MetadataSQLite
import Operations
import Segments

/// A home whose users have ids, and whose segments are whatever a test publishes.
struct UsersHome: Sendable {
    /// 2026-11-24 06:00 in Seoul.
    static let morning: Int64 = 1_795_467_600_000

    let folder = SnapshotFixture.TestFolder()
    let store: any MetadataStore
    let zone: Zone
    let ids: [String]

    init(_ ids: [String]) throws {
        store = try SQLiteMetadata.inMemory()
        zone = try Zone("Asia/Seoul")
        self.ids = ids
        let writer = try IdentityWriter(home: folder.path)
        _ = try writer.numbers(of: TextBlock(texts: ids))
        try writer.commit()
    }

    /// Users `u00000`, `u00001`, …
    init(count: Int) throws {
        try self.init(
            (0..<count).map { number in
                let digits = String(number)
                return "u" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
            })
    }

    func space(_ actor: String = "kim", now: Int64 = morning) -> SegmentSpace {
        SegmentSpace(
            catalogue: CatalogueContext(
                home: Home(path: folder.path, zone: zone), metadata: store, now: now),
            metadata: store, actor: actor)
    }

    @discardableResult
    func segment(_ name: String) async throws -> SegmentRecord {
        try await store.create(
            SegmentRecord(name: name, status: .active, owner: "ann"),
            version: SegmentVersion(
                segment: 0, number: 1, definition: ["list": ["id": "1"]], canonicalHash: name,
                author: "ann", note: "", createdAt: 0), at: 0)
    }

    /// Keeps a set as a segment's newest snapshot.
    @discardableResult
    func snapshot(
        of segment: SegmentRecord, _ users: Bitmap, publish: Bool = true,
        on date: String = "2026-11-24"
    ) async throws -> SnapshotRecord {
        let kept = try await RecordSnapshots(
            records: store, store: SnapshotStore(home: folder.path))(
                [.init(segment: segment.id, version: 1, dataDate: date, users: users)], at: 5)
        if publish { try await store.publish([kept[0].id], at: 6) }
        return kept[0]
    }

    /// The segment as it is stored now.
    func current(_ segment: SegmentRecord) async throws -> SegmentRecord {
        try await store.segment(segment.id) ?? segment
    }

    func ids(_ users: Bitmap) -> [String] { users.numbers.map { ids[Int($0)] } }
}
