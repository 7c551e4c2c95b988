import Definitions
import Jobs
import Metadata
import MetadataSQLite
import Testing

@Suite struct PlanTests {
    private let zone: Zone
    /// 2026-11-24 12:00 in Seoul.
    private let noon: Int64
    private let nightly = PlannedJob(
        name: "nightly", kind: "refresh", schedule: Schedule(.daily(TimeOfDay("06:30")!)))

    init() throws {
        zone = try Zone("Asia/Seoul")
        noon = try #require(Moment("2026-11-24T12:00:00")).instant(in: zone)
    }

    private func times(_ store: SQLiteMetadata) async throws -> [String] {
        try await store.jobs(states: [.waiting, .running], limit: 99).map {
            "\($0.kind) \(zone.text($0.dueAt).prefix(16))"
        }
    }

    @Test func `each planned job waits once for its next time`() async throws {
        let store = try SQLiteMetadata.inMemory()
        for minute in 0..<3 {
            try await store.plan([nightly], now: noon + Int64(minute) * 60_000, zone: zone)
        }
        #expect(try await times(store) == ["refresh 2026-11-25T06:30"])
    }

    @Test func `another time replaces the one that waits`() async throws {
        let store = try SQLiteMetadata.inMemory()
        try await store.plan([nightly], now: noon, zone: zone)
        let later = PlannedJob(
            name: "nightly", kind: "refresh", schedule: Schedule(.daily(TimeOfDay("23:00")!)))
        try await store.plan([later], now: noon + 1, zone: zone)
        #expect(try await times(store) == ["refresh 2026-11-24T23:00"])
        let other = PlannedJob(
            name: "nightly", kind: "refresh", arguments: ["all": .boolean(true)],
            schedule: later.schedule)
        try await store.plan([other], now: noon + 2, zone: zone)
        #expect(
            try await store.jobs(states: [.waiting], limit: 9).map(\.arguments) == [
                ["all": .boolean(true)]
            ])
        try await store.plan([], now: noon + 3, zone: zone)
        #expect(try await times(store) == [])
    }

    @Test func `what was missed is made up for once, what still runs is left alone`()
        async throws
    {
        let store = try SQLiteMetadata.inMemory()
        try await store.plan([nightly], now: noon, zone: zone)
        // Nothing ran for three days.
        let later = noon + 3 * 86_400_000
        try await store.plan([nightly], now: later, zone: zone)
        var job = try #require(
            try await store.takeJob(
                kinds: ["refresh"], owner: "a", now: later, leaseUntil: later + 9))
        try await store.plan([nightly], now: later + 1, zone: zone)
        try await store.plan([], now: later + 2, zone: zone)
        #expect(try await store.job(job.id)?.isCancelRequested == false)
        #expect(try await store.jobs(states: nil, limit: 9).count == 1)
        job.state = .done
        try await store.finish(job, owner: "a")
        try await store.plan([nightly], now: later + 3, zone: zone)
        #expect(try await times(store) == ["refresh 2026-11-28T06:30"])
    }

    @Test func `a job that waits for its retry keeps its time`() async throws {
        let store = try SQLiteMetadata.inMemory()
        try await store.plan([nightly], now: noon, zone: zone)
        let due = noon + 86_400_000
        var job = try #require(
            try await store.takeJob(kinds: ["refresh"], owner: "a", now: due, leaseUntil: due + 9))
        (job.state, job.dueAt) = (.waiting, due + 60_000)
        try await store.finish(job, owner: "a")
        try await store.plan([nightly], now: due + 1, zone: zone)
        #expect(try await store.jobs(states: nil, limit: 9).map(\.dueAt) == [due + 60_000])
    }

    @Test func `jobs of others stay`() async throws {
        let store = try SQLiteMetadata.inMemory()
        for key in ["mine", nil] {
            _ = try await store.addJob(
                JobRecord(kind: "refresh", key: key, dueAt: 1, createdAt: 1))
        }
        try await store.plan([], now: noon, zone: zone)
        #expect(try await store.jobs(states: [.waiting], limit: 9).count == 2)
    }

    @Test func `an import starts what waits for it, beside what waits for its time`()
        async throws
    {
        let store = try SQLiteMetadata.inMemory()
        let both = PlannedJob(
            name: "payers", kind: "refresh", arguments: ["segment": 3],
            schedule: Schedule(.afterImport("payments"), .daily(TimeOfDay("06:30")!)))
        try await store.plan([both, nightly], now: noon, zone: zone)
        try await store.noteImport(of: "members", [both, nightly], now: noon)
        #expect(try await store.jobs(states: nil, limit: 9).count == 2)
        for _ in 0..<2 { try await store.noteImport(of: "payments", [both, nightly], now: noon) }
        let jobs = try await store.jobs(states: nil, limit: 9)
        #expect(jobs.count == 3)
        #expect((jobs[0].dueAt, jobs[0].arguments) == (noon, ["segment": 3]))
    }
}
