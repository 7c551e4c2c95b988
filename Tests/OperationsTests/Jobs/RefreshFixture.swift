import Bitmaps
import Definitions
import Foundation
import Jobs
import Metadata
import MetadataSQLite
import Operations
import Segments
import Synchronization
import Testing
import Warehouses

/// A home whose segments are lists, a store, and a clock that tests move.
struct RefreshFixture: Sendable {
    /// 2026-11-24 06:00 in Seoul, a Tuesday.
    static let morning: Int64 = 1_795_467_600_000
    static let minute: Int64 = 60_000
    static let day: Int64 = 86_400_000

    let folder = SnapshotFixture.TestFolder()
    let store: any MetadataStore
    let clock = MovedClock(morning)
    let zone: Zone
    let warehouse = StubWarehouse()

    init() throws {
        store = try SQLiteMetadata.inMemory()
        zone = try Zone("Asia/Seoul")
    }

    func space(_ now: Int64? = nil) -> SegmentSpace {
        let (store, warehouse) = (store, warehouse)
        return SegmentSpace(
            catalogue: CatalogueContext(
                home: Home(path: folder.path, zone: zone), metadata: store,
                now: now ?? clock.now), metadata: store, actor: "scheduler",
            openForSQL: { _ in warehouse })
    }

    func scheduler(_ owner: String = "me", lease: Int64 = 60_000) -> Scheduler {
        var options = Scheduler.options
        options.lease = lease
        return Scheduler(
            metadata: store, zone: zone, owner: owner, options: options, clock: clock,
            space: { space($0) })
    }

    func list(_ users: Range<UInt32>) throws -> JSONValue {
        let list = try ListStore(home: folder.path).freeze(Bitmap(users), source: [:], at: 1)
        return SegmentDefinition.list(list).json
    }

    @discardableResult
    func segment(
        _ name: String, _ definition: JSONValue, schedule: JSONValue? = ["daily": "06:30"],
        status: SegmentStatus = .active, expires: String? = nil
    ) async throws -> Int64 {
        try await store.create(
            SegmentRecord(
                name: name, status: status, owner: "ann", expires: expires, schedule: schedule),
            version: SegmentVersion(
                segment: 0, number: 1, definition: definition, canonicalHash: name, author: "ann",
                note: "", createdAt: 0), at: clock.now
        ).id
    }

    func change(_ segment: Int64, to definition: JSONValue) async throws {
        _ = try await store.addVersion(
            SegmentVersion(
                segment: segment, number: 0, definition: definition,
                canonicalHash: "\(definition)", author: "ann", note: "", createdAt: clock.now),
            expecting: nil, at: clock.now)
    }

    func jobs(_ states: Set<JobRecord.State>) async throws -> [JobRecord] {
        try await store.jobs(states: states, limit: 100)
    }

    func published(_ segment: Int64) async throws -> Int? {
        guard let id = try await store.segment(segment)?.publishedSnapshot else { return nil }
        return try await store.snapshot(id)?.size
    }

    /// Saves a connection that the stub answers, so that statements can name it.
    func connect() async throws {
        try await store.save(ConnectionRecord(name: "dw", driver: "duckdb", options: [:]), at: 1)
    }

    static let sql: JSONValue = ["sql": ["connection": "dw", "text": "SELECT user_id FROM t"]]
}

/// A clock that stands still until a test moves it; those who sleep look at it again and again.
final class MovedClock: JobClock {
    private let time: Mutex<Int64>

    init(_ now: Int64) { time = Mutex(now) }

    var now: Int64 { time.withLock { $0 } }

    func advance(by milliseconds: Int64) { time.withLock { $0 += milliseconds } }

    func sleep(until time: Int64) async throws {
        while now < time { try await Task.sleep(for: .milliseconds(1)) }
    }
}

/// A warehouse that is away, or that waits until it is interrupted.
final class StubWarehouse: Warehouse {
    let name = "Stub"
    let waits = Mutex(false)
    let asked = Mutex(0)
    let interrupted = Mutex(0)

    func session(_ options: SessionOptions) async throws(WarehouseError)
        -> any WarehouseSession
    {
        asked.withLock { $0 += 1 }
        guard waits.withLock({ $0 }) else {
            throw WarehouseError(.connection, "The warehouse is away.")
        }
        while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
        interrupted.withLock { $0 += 1 }
        throw WarehouseError(.cancelled, "The statement was interrupted.")
    }
}
