import Bitmaps
import Definitions
import Foundation
import HTTPClients
import Jobs
import MarketingAdmin
import Metadata
import Operations
import Segments
import Synchronization
import Testing

/// A home with a segment, a destination, and deliveries whose jobs a test does itself.
struct DeliveryHome: Sendable {
    static let secret = "a secret of sixteen"
    static let http: JSONValue = ["url": "http://127.0.0.1:9/audience", "attempts": 4]

    let users: UsersHome
    let segment: SegmentRecord
    let clock = JumpingClock(UsersHome.morning)

    init(count: Int = 1000) async throws {
        users = try UsersHome(count: count)
        segment = try await users.segment("Dormant")
    }

    func space(_ sender: any HTTPSender) -> DeliverySpace {
        DeliverySpace(segments: users.space("kim", now: clock.now), sender: sender)
    }

    var plain: DeliverySpace {
        space(AdminSender(MarketingAdmin(secret: Self.secret)))
    }

    func destination(
        _ kind: String = "http", _ options: JSONValue = http, suppression: JSONValue = .null
    ) async throws -> DestinationRecord {
        let saved = try await SaveDestination(plain)([
            "name": .string("to \(UUID().uuidString)"), "kind": .string(kind), "options": options,
            "suppression": suppression,
        ])
        if kind == "http" {
            try await SaveDestination(plain).setSecret("signing", to: Self.secret, of: saved)
        }
        return saved
    }

    /// A delivery to a new destination; `more` are members beside the usual ones.
    func delivery(
        to destination: DestinationRecord? = nil, _ more: JSONValue = [:]
    ) async throws -> DeliveryRecord {
        var target = destination
        if target == nil { target = try await self.destination() }
        var members: [JSONValue.Member] = [
            .init("name", .string("delivery \(UUID().uuidString)")),
            .init("segment", .string("\(segment.id)")),
            .init("destination", .string("\(target?.id ?? 0)")), .init("batch_size", 50),
        ]
        if case .object(let given) = more {
            members.removeAll { member in given.contains { $0.name == member.name } }
            members += given
        }
        return try await SaveDelivery(plain)(.object(members))
    }

    func publish(_ members: Bitmap) async throws {
        try await users.snapshot(of: segment, members)
    }

    /// Starts a delivery and does its job once, as a runner would; returns how the run is then.
    @discardableResult
    func deliver(
        _ delivery: DeliveryRecord, with sender: any HTTPSender, isLastAttempt: Bool = true
    ) async throws -> DeliveryRunRecord? {
        let space = space(sender)
        let job = try await StartDelivery(space)(delivery)
        return try await perform(job, of: delivery, with: sender, isLastAttempt: isLastAttempt)
    }

    /// Does a job and takes it away, whatever became of it.
    @discardableResult
    func perform(
        _ job: JobRecord, of delivery: DeliveryRecord, with sender: any HTTPSender,
        isLastAttempt: Bool = true
    ) async throws -> DeliveryRunRecord? {
        let deliver = DeliverSegments { _ in space(sender) }
        let context = JobContext(clock: clock, isLastAttempt: isLastAttempt)
        do {
            try await deliver(job, context)
        } catch is JobFailure {
        } catch is CancellationError {}
        if let open = try await users.store.job(job.id), open.state == .waiting {
            try await users.store.requestCancel(job.id, now: clock.now)
        }
        return try await users.store.deliveryRuns(of: delivery.id, before: nil, limit: 1).first
    }

    func ids(_ members: Bitmap) -> Set<String> { Set(users.ids(members)) }
}

/// A clock that is always there already where somebody wants to wait for.
final class JumpingClock: JobClock {
    private let time: Mutex<Int64>
    private let longest = Mutex<Int64>(0)

    init(_ now: Int64) { time = Mutex(now) }

    var now: Int64 { time.withLock { $0 } }
    /// The longest wait so far.
    var longestWait: Int64 { longest.withLock { $0 } }

    func sleep(until wanted: Int64) async throws {
        try Task.checkCancellation()
        let wait = wanted - now
        longest.withLock { $0 = max($0, wait) }
        time.withLock { $0 = max($0, wanted) }
    }
}

/// Random sets, the same for a seed.
struct SeededSets {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) &* 2 &+ 1 }

    mutating func next(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    /// About a share of all users.
    mutating func members(of count: Int, percent: Int) -> Bitmap {
        Bitmap((0..<count).filter { _ in next(below: 100) < percent }.map { UInt32($0) })
    }
}
