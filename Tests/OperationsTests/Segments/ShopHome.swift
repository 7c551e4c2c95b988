import Bitmaps
import Definitions
import EventStore
import Foundation
import Identities
import Metadata
import MetadataSQLite
import Operations
import Segments
import TestSupport
import Testing
import WarehouseDuckDB
import Warehouses

/// A home with an event dataset `test`, a table `users`, and a folder `lake` of files: everything that
/// segments are made of.
struct ShopHome {
    let fixture: CatalogueFixture

    static let events = """
        user,time,event,page,amount
        ann,2026-01-01T09:00:00Z,visit,/a,
        ann,2026-01-01T09:01:00Z,cart,/b,
        ann,2026-01-02T09:00:00Z,pay,,5
        bob,2026-01-01T10:00:00Z,visit,/b,
        bob,2026-01-05T10:00:00Z,visit,/a,
        bob,2026-01-05T10:01:00Z,cart,/a,
        cid,2026-01-03T10:00:00Z,visit,/c,
        cid,2026-01-03T10:05:00Z,pay,,7
        dan,2026-01-04T10:00:00Z,visit,/c,
        dan,2026-01-04T10:05:00Z,cart,/c,
        dan,2026-01-04T10:09:00Z,pay,,2
        dan,2026-01-06T10:09:00Z,pay,,3
        eve,2026-01-08T10:00:00Z,cart,/c,

        """
    static let users = """
        user,grade,age
        ann,vip,31
        bob,,45
        cid,vip,22
        fay,basic,60

        """
    static let payments = "payer,amount\nann,5\nbob,1\nnew,9\n,4\n"

    var context: CatalogueContext { fixture.context(at: 1_767_744_000_000) }  // 2026-01-07 in Seoul

    var space: SegmentSpace {
        let folder = fixture.folder.path + "/lake"
        return SegmentSpace(
            catalogue: context, metadata: fixture.metadata, actor: "kim", threads: 2,
            openForSQL: { connection in
                guard connection.name == "lake" else { throw OperationError("no \(connection)") }
                var configuration = DuckDBConfiguration()
                configuration.tables = [
                    .init(name: "payments", files: [folder + "/payments.csv"])
                ]
                return DuckDBWarehouse(
                    library: try #require(InstalledDuckDB.library), configuration: configuration)
            })
    }

    static func with(_ body: (ShopHome) async throws -> Void) async throws {
        try await CatalogueFixture.with { fixture in
            let imports = fixture.imports
            _ = try imports.write(events, named: "e.csv")
            try await imports.run(
                ["e.csv"],
                mapping: ColumnMapping(
                    user: "user", time: "time", event: "event", roles: ["page": "page"],
                    properties: .all))
            _ = try imports.write(users, named: "a.csv")
            try await imports.runTable(["a.csv"])
            try fixture.write(payments, "lake/payments.csv")
            try await fixture.connect(to: "lake")
            _ = try await RegisterTable(fixture.context)(
                TableRegistration(
                    name: "payments", connection: "lake", path: ["payments"], userKey: "payer"))
            try await body(ShopHome(fixture: fixture))
            await fixture.metadata.close()
        }
    }

    /// Saves a draft: `{"name":…,…}` without its braces.
    @discardableResult
    func save(_ text: String, note: String = "") async throws -> SegmentRecord {
        try await SaveSegment(space)(SegmentDraft(parsing: "{\(text)}"), note: note)
    }

    @discardableResult
    func run(
        _ segments: SegmentRecord..., on date: String? = nil
    ) async throws -> RunSegments.Report {
        try await RunSegments(space)(segments, on: date)
    }

    func users(_ containers: String, on date: String? = nil) async throws -> [String] {
        let definition = try SegmentDefinition(parsing: #"{"containers":[\#(containers)]}"#)
        return try ids(await PreviewSegment(space)(definition, on: date).users)
    }

    func ids(_ users: Bitmap) throws -> [String] {
        let identities = try Identities(home: fixture.imports.home.path)
        return users.numbers(from: 0, count: users.count).compactMap { identities.id(of: $0) }
            .sorted()
    }

    func ids(of snapshot: SnapshotRecord) throws -> [String] {
        try ids(space.snapshots.users(of: snapshot.id, in: snapshot.segment))
    }

    /// Runs `body`; returns what it says where it fails.
    func failure(_ body: () async throws -> Void) async -> String { await fixture.failure(body) }
}
