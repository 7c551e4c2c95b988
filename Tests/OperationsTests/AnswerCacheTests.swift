import Definitions
import Foundation
import Operations
import Synchronization
import TestSupport
import Testing

@Suite struct AnswerCacheTests {
    private static let csv = """
        user,time,event
        ann,2026-01-01T09:00:00Z,visit
        ann,2026-01-02T09:00:00Z,pay
        bob,2026-01-01T10:00:00Z,visit

        """
    static let kinds = [
        #"{"kind":"funnel","dataset":"test","steps":[{"event":"visit"},{"event":"pay"}]}"#,
        #"{"kind":"retention","dataset":"test","start":{"event":"visit"},"return":{"event":"pay"}}"#,
        #"{"kind":"trend","dataset":"test","series":[{"event":"visit","measure":"users"}]}"#,
        #"{"kind":"flow","dataset":"test","by":"event","anchor":{"at":"start","value":"visit"}}"#,
        #"{"kind":"timeline","dataset":"test","user":"ann"}"#,
    ]

    private func ask(
        _ text: String, _ fixture: ImportFixture, _ cache: AnswerCache?, now: Int64 = 0
    ) async throws -> JSONValue {
        let analyze = AnalyzeQuestion(
            home: fixture.home, now: now, threads: 2, cache: cache)
        return try await analyze(Question(parsing: text)).json
    }

    @Test(
        .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing), arguments: kinds)
    func `what was answered is not worked out again, until the data change`(
        question: String
    ) async throws {
        try await ImportFixture.with { fixture in
            let cache = AnswerCache()
            _ = try fixture.write(Self.csv, named: "a.csv")
            try await fixture.run(["a.csv"])
            let first = try await ask(question, fixture, cache)
            let second = try await ask(question, fixture, cache)
            #expect(first["cached"] == nil)
            #expect(second["cached"] == .boolean(true))
            #expect(first["series"] == second["series"])
            #expect(first["events"] == second["events"])
            #expect(cache.count == 1)

            _ = try fixture.write(
                Self.csv + "ann,2026-01-02T10:00:00Z,pay\ncid,2026-01-02T11:00:00Z,visit\n",
                named: "b.csv")
            try await fixture.run(["b.csv"])
            let third = try await ask(question, fixture, cache)
            #expect(third["cached"] == nil)
            #expect(third["series"] != first["series"] || third["events"] != first["events"])
            let fresh = try await ask(question, fixture, nil)
            #expect(third["series"] == fresh["series"] && third["events"] == fresh["events"])
        }
    }

    @Test(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
    func `a rolling range is another question tomorrow`() async throws {
        try await ImportFixture.with { fixture in
            let cache = AnswerCache()
            _ = try fixture.write(Self.csv, named: "a.csv")
            try await fixture.run(["a.csv"])
            let text = #"""
                {"kind":"funnel","dataset":"test","range":{"last":3,"unit":"day"},
                 "steps":[{"event":"visit"},{"event":"pay"}]}
                """#
            let day: Int64 = 86_400_000
            let now = 20_455 * day
            _ = try await ask(text, fixture, cache, now: now)
            let soon = try await ask(text, fixture, cache, now: now + 1)
            #expect(soon["cached"] == .boolean(true))
            let tomorrow = try await ask(text, fixture, cache, now: now + day)
            #expect(tomorrow["cached"] == nil)
        }
    }

    @Test(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
    func `a cache that is full gives up what was not used for longest`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(Self.csv, named: "a.csv")
            try await fixture.run(["a.csv"])
            let sizes = AnswerCache()
            for question in Self.kinds { _ = try await ask(question, fixture, sizes) }
            #expect(sizes.count == Self.kinds.count)
            let cache = AnswerCache(limit: sizes.byteCount - 1)
            for question in Self.kinds { _ = try await ask(question, fixture, cache) }
            #expect(cache.count < Self.kinds.count)
            #expect(cache.byteCount < sizes.byteCount)
            let first = try await ask(Self.kinds[0], fixture, cache)
            #expect(first["cached"] == nil)
            let last = try await ask(Self.kinds[4], fixture, cache)
            #expect(last["cached"] == .boolean(true))
        }
    }
}

/// What happens while an answer is being worked out.
@Suite struct AnswerFlightTests {
    /// Work that starts and ends when the test says so, or when it is cancelled.
    private final class Gate: Sendable {
        let starts = Atomic<Int>(0)
        let wasCancelled = Atomic<Bool>(false)
        private let open: AsyncStream<Void>
        private let opener: AsyncStream<Void>.Continuation

        init() { (open, opener) = AsyncStream<Void>.makeStream() }

        func release() { opener.finish() }

        func pass() async throws -> Int {
            starts.add(1, ordering: .relaxed)
            for await _ in open {}
            if Task.isCancelled {
                wasCancelled.store(true, ordering: .relaxed)
                throw CancellationError()
            }
            return 7
        }
    }

    /// Waits until the flights have so many waiters.
    private func settle(_ flights: Flights<String, Int>, waiters: Int) async {
        while flights.waiterCount != waiters { await Task.yield() }
    }

    @Test func `who asks for what is being worked out waits for it`() async throws {
        let flights = Flights<String, Int>()
        let gate = Gate()
        async let first = flights.value("a") { try await gate.pass() }
        async let second = flights.value("a") { try await gate.pass() }
        await settle(flights, waiters: 2)
        gate.release()
        #expect(try await first == 7)
        #expect(try await second == 7)
        let starts = gate.starts.load(ordering: .relaxed)
        #expect(starts == 1)
        #expect(flights.waiterCount == 0)
    }

    @Test func `one who leaves does not end the work for the others`() async throws {
        let flights = Flights<String, Int>()
        let gate = Gate()
        let first = Task { try await flights.value("a") { try await gate.pass() } }
        await settle(flights, waiters: 1)
        let second = Task { try await flights.value("a") { try await gate.pass() } }
        await settle(flights, waiters: 2)
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        gate.release()
        #expect(try await second.value == 7)
        let wasCancelled = gate.wasCancelled.load(ordering: .relaxed)
        #expect(!wasCancelled)
    }

    @Test func `the work ends when nobody waits for it any more`() async throws {
        let flights = Flights<String, Int>()
        let gate = Gate()
        let task = Task { try await flights.value("a") { try await gate.pass() } }
        await settle(flights, waiters: 1)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        while !gate.wasCancelled.load(ordering: .relaxed) { await Task.yield() }
        let other = Gate()
        other.release()
        #expect(try await flights.value("a") { try await other.pass() } == 7)
    }

    @Test func `an error reaches everyone and is not kept`() async throws {
        struct Failure: Error {}
        let flights = Flights<String, Int>()
        await #expect(throws: Failure.self) {
            try await flights.value("a") { throw Failure() }
        }
        #expect(try await flights.value("a") { 3 } == 3)
    }
}
