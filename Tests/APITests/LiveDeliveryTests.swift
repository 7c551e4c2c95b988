import API
import Bitmaps
import Definitions
import Foundation
import HTTPClients
import Hummingbird
import HummingbirdTesting
import Jobs
import MarketingAdmin
import Metadata
import Operations
import Synchronization
import TestSupport
import Testing

/// Deliveries over a network, to a server that fails on purpose, from a process that is killed.
@Suite(.timeLimit(.minutes(10))) struct LiveDeliveryTests {
    private static let secret = "a secret of sixteen"

    /// The admin as a server on a free port.
    private func withAdmin(
        _ admin: MarketingAdmin, pause: Duration = .zero,
        _ body: @escaping @Sendable (_ url: String) async throws -> Void
    ) async throws {
        let router = Router()
        router.post("/audience") { request, _ -> Response in
            let bytes = try await request.body.collect(upTo: 1 << 24)
            try await Task.sleep(for: pause)
            let reply = admin.take(
                headers: { name in
                    request.headers.first { $0.name.canonicalName == name.lowercased() }?.value
                }, body: Array(bytes.readableBytesView))
            if reply.isLate { try await Task.sleep(for: .seconds(3)) }
            var headers: HTTPFields = [:]
            headers[.retryAfter] = reply.headers.first?.value
            return Response(
                status: .init(code: reply.status), headers: headers,
                body: .init(byteBuffer: ByteBuffer(bytes: reply.body)))
        }
        router.post("/moved") { _, _ -> Response in
            Response(status: .movedPermanently, headers: [.location: "/audience"])
        }
        let port = Mutex(0)
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                port.withLock { $0 = channel.localAddress?.port ?? 0 }
            })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            while port.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(5)) }
            try await body("http://127.0.0.1:\(port.withLock { $0 })/audience")
            group.cancelAll()
        }
    }

    private func delivery(
        _ home: ServedHome, to url: String, batchSize: Int = 100, timeoutSeconds: Int64 = 1
    ) async throws -> DeliveryRecord {
        let space = DeliverySpace(segments: home.space(5, "kim"))
        let destination = try await SaveDestination(space)([
            "name": "live", "kind": "http",
            "options": [
                "url": .string(url), "timeout_seconds": .integer(timeoutSeconds), "attempts": 12,
            ],
        ])
        try await SaveDestination(space).setSecret("signing", to: Self.secret, of: destination)
        return try await SaveDelivery(space)([
            "name": "live", "segment": .string("\(home.segment.id)"),
            "destination": .string("\(destination.id)"),
            "batch_size": .integer(Int64(batchSize)),
        ])
    }

    @Test func `over a network everybody arrives once, whatever goes wrong`() async throws {
        let admin = MarketingAdmin(
            secret: Self.secret, mishap: MarketingAdmin.mishaps(seed: 11))
        try await Fixture.withFolder { folder in
            let home = try await ServedHome(folder, count: 1200)
            try await withAdmin(admin) { url in
                let delivery = try await delivery(home, to: url)
                let space = DeliverySpace(segments: home.space(5, "kim"))
                let job = try await StartDelivery(space)(delivery)
                let deliver = DeliverSegments { DeliverySpace(segments: home.space($0, "job")) }
                try await deliver(job, JobContext(clock: HastyClock()))
                let run = try #require(
                    try await home.metadata.deliveryRuns(of: delivery.id, before: nil, limit: 1)
                        .first)
                #expect(run.state == .done && run.sent == 1200)
                let state = admin.now
                #expect(state.faults == [] && state.audience.count == 1200)
                #expect(state.keys.count == 12 && state.requests > 12)
            }
        }
    }

    @Test func `a redirect is no answer`() async throws {
        let admin = MarketingAdmin(secret: Self.secret)
        try await Fixture.withFolder { folder in
            let home = try await ServedHome(folder, count: 10)
            try await withAdmin(admin) { url in
                let moved = url.replacing("/audience", with: "/moved")
                let delivery = try await delivery(home, to: moved)
                let space = DeliverySpace(segments: home.space(5, "kim"))
                let job = try await StartDelivery(space)(delivery)
                let deliver = DeliverSegments { DeliverySpace(segments: home.space($0, "job")) }
                await #expect(throws: JobFailure.self) {
                    try await deliver(job, JobContext(clock: HastyClock()))
                }
                #expect(admin.now.requests == 0)
            }
        }
    }

    @Test func `a process that is killed in the middle loses nobody and sends nobody twice`()
        async throws
    {
        let admin = MarketingAdmin(secret: Self.secret)
        try await Fixture.withFolder { folder in
            let home = try await ServedHome(folder, count: 2000)
            try await withAdmin(admin, pause: .milliseconds(20)) { url in
                // Long enough that only a kill interrupts, on a slow machine too.
                let delivery = try await delivery(
                    home, to: url, batchSize: 20, timeoutSeconds: 60)
                var kills = 0
                for goal in [10, 35, 60, 85] {
                    let process = try Self.cxm(
                        goal == 10 ? ["delivery", "run", "live"] : ["jobs", "run"], folder)
                    while process.isRunning, admin.now.requests < goal {
                        try await Task.sleep(for: .milliseconds(2))
                    }
                    if process.isRunning { kills += 1 }
                    _ = kill(process.processIdentifier, SIGKILL)
                    process.waitUntilExit()
                    try await Self.letGo(home)
                }
                #expect(kills >= 2)
                let last = try Self.cxm(["jobs", "run"], folder)
                last.waitUntilExit()
                let runs = try await home.metadata.deliveryRuns(
                    of: delivery.id, before: nil, limit: 9)
                #expect(runs.map(\.state) == [.done], "\(runs)")
                let state = admin.now
                #expect(state.faults == [] && state.audience.count == 2000)
                #expect(state.keys.count == 100 && state.absorbed <= kills)
                #expect(state.rows.values.map(\.count) == [2000])
            }
            await home.metadata.close()
        }
    }

    /// The lease of a process that was killed has a minute to go: another home's clock would wait for it.
    private static func letGo(_ home: ServedHome) async throws {
        for var job in try await home.metadata.jobs(states: [.running], limit: 9) {
            guard let owner = job.leaseOwner else { continue }
            job.state = .waiting
            try await home.metadata.finish(job, owner: owner)
        }
    }

    private static func cxm(_ words: [String], _ folder: URL) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "cxm")
        process.arguments = words + ["--home", folder.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}

/// A clock whose seconds pass in milliseconds.
private struct HastyClock: JobClock {
    var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    func sleep(until time: Int64) async throws {
        try await Task.sleep(for: .milliseconds(max(0, min(time - now, 20_000)) / 100))
    }
}
