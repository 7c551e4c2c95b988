import API
import Bitmaps
import Columns
import Definitions
import Foundation
import HTTPClients
import Hummingbird
import HummingbirdTesting
import Identities
import Metadata
import MetadataSQLite
import Operations
import Segments
import TestSupport

/// A server over a home with users `u00000`, `u00001`, … and one published segment.
struct ServedHome: Sendable {
    let folder: URL
    let metadata: any MetadataStore
    let zone: Zone
    let count: Int
    let segment: SegmentRecord

    /// In a file, so that other processes see it too.
    init(_ folder: URL, count: Int) async throws {
        self.folder = folder
        self.count = count
        zone = try Zone("Asia/Seoul")
        metadata = try SQLiteMetadata(path: folder.path + "/metadata.sqlite")
        let writer = try IdentityWriter(home: folder.path)
        _ = try writer.numbers(of: TextBlock(texts: (0..<count).map(Self.id)))
        try writer.commit()
        let saved = try await metadata.create(
            SegmentRecord(name: "Dormant", status: .active, owner: "ann"),
            version: SegmentVersion(
                segment: 0, number: 1, definition: ["list": ["id": "1"]], canonicalHash: "a",
                author: "ann", note: "", createdAt: 0), at: 0)
        segment = saved
        try await publish(Bitmap(0..<UInt32(count)))
    }

    static func id(_ number: Int) -> String {
        let digits = String(number)
        return "u" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    func publish(_ users: Bitmap) async throws {
        let kept = try await RecordSnapshots(
            records: metadata, store: SnapshotStore(home: folder.path))(
                [.init(segment: segment.id, version: 1, dataDate: "2026-11-24", users: users)],
                at: 5)
        try await metadata.publish([kept[0].id], at: 6)
    }

    func space(_ now: Int64, _ actor: String) -> SegmentSpace {
        SegmentSpace(
            catalogue: CatalogueContext(
                home: Home(path: folder.path, zone: zone), metadata: metadata, now: now),
            metadata: metadata, actor: actor)
    }

    static func run(
        count: Int = 100, sender: (any HTTPSender)? = nil,
        _ test:
            @escaping @Sendable (any TestClientProtocol, Server, ServedHome) async throws -> Void
    ) async throws {
        try await Fixture.withFolder { folder in
            let home = try await ServedHome(folder, count: count)
            var configuration = Server.Configuration(
                home: Home(path: folder.path, zone: home.zone), metadata: home.metadata, threads: 2,
                space: home.space, now: { 1_795_467_600_000 })
            configuration.port = 0
            if let sender { configuration.sender = sender }
            let server = Server(configuration)
            try await server.application().test(.live) { client in
                try await test(client, server, home)
            }
            await home.metadata.close()
        }
    }
}
