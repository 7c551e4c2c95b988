import API
import Bitmaps
import Columns
import Definitions
import Foundation
import Hummingbird
import HummingbirdTesting
import Identities
import Metadata
import MetadataSQLite
import Operations
import Segments
import Synchronization
import TestSupport

/// Tokens that a test gives and takes away.
final class TestTokens: CallerLookup {
    private let tokens = Mutex<(callers: [String: Caller], revision: UInt64)>(([:], 0))

    func give(_ token: String, to caller: Caller) {
        tokens.withLock {
            $0.callers[token] = caller
            $0.revision += 1
        }
    }

    func revoke(_ token: String) {
        tokens.withLock {
            $0.callers[token] = nil
            $0.revision += 1
        }
    }

    func caller(bearer token: String) -> Caller? { tokens.withLock { $0.callers[token] } }
    var revision: UInt64? { tokens.withLock { $0.revision } }
}

/// A server with three users and two published segments: 1 `Savers` has ann and 밥, 2 `1 of many` has ann;
/// 3 `Drafts` was never published. The clock stands at the 1st of November 2026.
struct MemberServer: Sendable {
    static let now: Int64 = 1_793_460_000_000
    let server: Server
    let space: SegmentSpace
    let tokens = TestTokens()

    static func run(
        idleSeconds: Int = 75,
        _ test: @escaping @Sendable (any TestClientProtocol, MemberServer) async throws -> Void
    ) async throws {
        try await Fixture.withFolder { folder in
            let member = try MemberServer(folder.path, idleSeconds: idleSeconds)
            try await member.fill()
            try await member.server.membership.refresh()
            try await member.server.application().test(.live) { client in
                try await test(client, member)
            }
        }
    }

    init(_ path: String, idleSeconds: Int = 75) throws {
        let home = Home(path: path, zone: try Zone("Asia/Seoul"))
        let metadata = try SQLiteMetadata.inMemory()
        let open: @Sendable (Int64, String) -> SegmentSpace = { now, actor in
            SegmentSpace(
                catalogue: CatalogueContext(home: home, metadata: metadata, now: now),
                metadata: metadata, actor: actor)
        }
        var configuration = Server.Configuration(
            home: home, metadata: metadata, threads: 2, space: open, now: { Self.now })
        configuration.port = 0
        configuration.limits.idleSeconds = idleSeconds
        configuration.callers = tokens
        server = Server(configuration)
        space = open(Self.now, "ann")
        tokens.give(
            "sender", to: Caller(id: 1, name: "client/sender", kind: .program([.membership])))
        tokens.give(
            "exporter", to: Caller(id: 2, name: "client/exporter", kind: .program([.export])))
        tokens.give("mina", to: Caller(id: 3, name: "mina", kind: .person(.marketer)))
        tokens.give("viewer", to: Caller(id: 4, name: "viewer", kind: .person(.viewer)))
    }

    private func fill() async throws {
        let writer = try IdentityWriter(home: space.home.path)
        _ = try writer.numbers(of: TextBlock(texts: ["ann", "밥", "42"]))
        try writer.commit()
        for (name, users) in [("Savers", [0, 1] as Bitmap), ("1 of many", [0]), ("Drafts", [])] {
            try await add(name, users: users, publishes: name != "Drafts")
        }
    }

    func add(_ name: String, users: Bitmap, publishes: Bool = true) async throws {
        let segment = try await space.metadata.create(
            SegmentRecord(name: name, status: .active, owner: "ann"),
            version: SegmentVersion(
                segment: 0, number: 1, definition: ["list": ["id": "1"]], canonicalHash: name,
                author: "ann", note: "", createdAt: 0), at: 0)
        try await publish(users, of: segment.id, publishes: publishes)
    }

    func publish(_ users: Bitmap, of segment: Int64, publishes: Bool = true) async throws {
        let snapshot = try await RecordSnapshots(
            records: space.metadata, store: space.snapshots)(
                [.init(segment: segment, version: 1, dataDate: "2026-10-31", users: users)],
                at: Self.now)[0]
        guard publishes else { return }
        _ = try await PublishSegments(space)(snapshot.id, confirmed: true)
    }
}

extension TestClientProtocol {
    func ask(_ path: String, token: String?) async throws -> Answer {
        try await ask(.get, path, token: token, body: nil)
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, token: String?, body: String?
    ) async throws -> Answer {
        var headers: HTTPFields = [:]
        headers[.authorization] = token.map { "Bearer " + $0 }
        return try await ask(method, "/api/v1" + path, headers: headers, body: body)
    }
}
