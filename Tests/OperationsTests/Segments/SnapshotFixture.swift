import Bitmaps
import Definitions
import Foundation
import Metadata
import MetadataSQLite
import Operations
import Segments

/// A home with metadata, for tests of snapshots.
struct SnapshotFixture {
    let home = TestFolder()
    let records: any MetadataStore
    var store: SnapshotStore { SnapshotStore(home: home.path) }
    var history: SnapshotHistory { SnapshotHistory(records: records, store: store) }
    var record: RecordSnapshots { RecordSnapshots(records: records, store: store, threads: 2) }

    init() throws {
        records = try SQLiteMetadata.inMemory()
    }

    /// A folder that goes with the fixture.
    final class TestFolder: Sendable {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "cxm-snapshots-\(UUID().uuidString)").path

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Saves an active segment with a definition; returns its id.
    @discardableResult
    func segment(
        _ name: String, _ definition: JSONValue = ["list": ["id": "1"]], hash: String? = nil,
        status: SegmentStatus = .active
    ) async throws -> Int64 {
        try await records.create(
            SegmentRecord(name: name, status: status, owner: "ann"),
            version: SegmentVersion(
                segment: 0, number: 1, definition: definition, canonicalHash: hash ?? name,
                author: "ann", note: "", createdAt: 0), at: 0
        ).id
    }

    /// Records one set.
    @discardableResult
    func snapshot(
        of segment: Int64, _ users: Bitmap, on date: String
    ) async throws -> SnapshotRecord {
        try await record(
            [.init(segment: segment, version: 1, dataDate: date, users: users)], at: 5)[
                0]
    }
}
