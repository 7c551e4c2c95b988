import Definitions
import Jobs
import Metadata
import Operations
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct RefreshFailureTests {
    private typealias Fixture = RefreshFixture

    /// Returns when something has become true; the time limit ends it otherwise.
    private func eventually(_ condition: () async throws -> Bool) async throws {
        while try await !condition() { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test func `segments that fail stop no others, and have runs that say why`() async throws {
        let fixture = try RefreshFixture()
        let good = try await fixture.segment("good", fixture.list(0..<100))
        let tables = try await fixture.segment(
            "no table",
            [
                "containers": [
                    ["groups": [["dataset": "nowhere"]]]
                ]
            ])
        let composed = try await fixture.segment(
            "composed", ["union": [.string("\(good)"), .string("\(tables)")]])
        let unreadable = try await fixture.segment("unreadable", ["lost": 1])
        let above = try await fixture.segment(
            "above", ["union": [.string("\(unreadable)"), .string("\(good)")]])
        let gone = try await fixture.segment("list gone", ["list": ["id": "99"]])
        let sum = try await fixture.segment("sum", ["union": [.string("\(good)")]])
        let scheduler = fixture.scheduler()
        try await scheduler.plan()
        fixture.clock.advance(by: 31 * Fixture.minute)
        try await scheduler.runDue()

        #expect(try await fixture.published(good) == 100)
        #expect(try await fixture.jobs([.done]).count == 1)
        #expect(try await fixture.jobs([.failed]).isEmpty)
        let bad = [tables, composed, unreadable, above, gone]
        for segment in bad {
            #expect(try await fixture.store.snapshots(of: segment).isEmpty)
            let runs = try await fixture.store.runs(of: segment, limit: 9)
            #expect(runs.map(\.state) == [.failed])
            #expect(runs.first?.failure?.isEmpty == false)
            #expect(runs.first?.remedy?.isEmpty == false)
        }
        let whole = try #require(
            try await fixture.store.runs(of: nil, limit: 9).first { $0.segment == nil })
        #expect(whole.state == .done)
        #expect(whole.details["failed"] == .array(bad.map { .string("\($0)") }))
        let words = try await fixture.store.runs(of: composed, limit: 1).first?.failure
        #expect(words?.contains("segment \(tables)") == true, "\(words ?? "")")
        let part = try await fixture.store.runs(of: above, limit: 1).first?.failure
        #expect(part?.contains("segment \(unreadable)") == true, "\(part ?? "")")
        #expect(try await fixture.published(sum) == 100)
    }

    @Test func `where every segment fails the job has failed, with what to do`() async throws {
        let fixture = try RefreshFixture()
        let only = try await fixture.segment("list gone", ["list": ["id": "99"]])
        let scheduler = fixture.scheduler()
        try await scheduler.plan()
        fixture.clock.advance(by: 31 * Fixture.minute)
        try await scheduler.runDue()
        let job = try #require(try await fixture.jobs([.failed]).first)
        #expect(job.attempts == 1)
        #expect(job.remedy?.isEmpty == false)
        let runs = try await fixture.store.runs(of: only, limit: 9)
        #expect(runs.map(\.state) == [.failed])
        #expect(runs.first?.failure == job.failure)
    }

    @Test func `a warehouse that is away is tried again, at last without what needs it`()
        async throws
    {
        let fixture = try RefreshFixture()
        try await fixture.connect()
        let list = try await fixture.segment("list", fixture.list(0..<100))
        let sql = try await fixture.segment("sql", RefreshFixture.sql)
        let scheduler = fixture.scheduler()
        try await scheduler.plan()
        fixture.clock.advance(by: 31 * Fixture.minute)
        for attempt in 1...4 {
            try await scheduler.runDue()
            let job = try #require(try await fixture.jobs([.waiting]).first)
            #expect(job.attempts == attempt)
            #expect(job.failure?.contains("away") == true, "\(job.failure ?? "")")
            #expect(try await fixture.published(list) == nil)
            fixture.clock.advance(by: job.dueAt - fixture.clock.now)
        }
        try await scheduler.runDue()
        #expect(try await fixture.jobs([.done]).map(\.attempts) == [5])
        #expect(try await fixture.published(list) == 100)
        let runs = try await fixture.store.runs(of: sql, limit: 9)
        #expect(runs.map(\.state) == [.failed])
    }

    @Test func `a job that is cancelled interrupts the warehouse`() async throws {
        let fixture = try RefreshFixture()
        try await fixture.connect()
        fixture.warehouse.waits.withLock { $0 = true }
        _ = try await fixture.segment("sql", RefreshFixture.sql)
        let scheduler = fixture.scheduler()
        try await scheduler.plan()
        fixture.clock.advance(by: 31 * Fixture.minute)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await scheduler.runDue() }
            try await eventually { fixture.warehouse.asked.withLock { $0 } == 1 }
            let job = try #require(try await fixture.jobs([.running]).first)
            try await fixture.store.requestCancel(job.id, now: fixture.clock.now)
            try await eventually {
                fixture.clock.advance(by: 100)
                return try await fixture.store.job(job.id)?.state == .cancelled
            }
            try await group.waitForAll()
        }
        #expect(fixture.warehouse.interrupted.withLock { $0 } == 1)
        let runs = try await fixture.store.runs(of: nil, limit: 9)
        #expect(runs.map(\.state) == [.cancelled])
    }

    @Test func `a process that ends hands its job back, and another one does it`() async throws {
        let fixture = try RefreshFixture()
        try await fixture.connect()
        fixture.warehouse.waits.withLock { $0 = true }
        let segment = try await fixture.segment("sql", RefreshFixture.sql)
        let scheduler = fixture.scheduler()
        try await scheduler.plan()
        fixture.clock.advance(by: 31 * Fixture.minute)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await scheduler.run() }
            try await eventually { fixture.warehouse.asked.withLock { $0 } == 1 }
            group.cancelAll()
            try await group.waitForAll()
        }
        let job = try #require(try await fixture.jobs([.waiting]).first)
        #expect(job.attempts == 0)
        #expect(job.leaseOwner == nil && job.failure == nil)
        try await fixture.change(segment, to: fixture.list(0..<3))
        try await fixture.scheduler("other").runDue()
        #expect(try await fixture.store.job(job.id)?.state == .done)
        #expect(try await fixture.published(segment) == 3)
    }

    @Test func `the job of a process that has died is taken over, and its run ended`()
        async throws
    {
        let fixture = try RefreshFixture()
        let segment = try await fixture.segment("a", fixture.list(0..<100))
        try await fixture.scheduler().plan()
        fixture.clock.advance(by: 31 * Fixture.minute)
        let now = fixture.clock.now
        let job = try #require(
            try await fixture.store.takeJob(
                kinds: [RefreshSegments.kind], owner: "dead", now: now, leaseUntil: now + 60_000))
        let run = try await fixture.store.addRun(
            RunRecord(
                dataDate: "2026-11-24", state: .running, startedAt: now,
                details: ["job": .string("\(job.id)")], startedBy: "scheduler"))
        try await fixture.scheduler("heir").runDue()
        #expect(try await fixture.published(segment) == nil)
        fixture.clock.advance(by: 61_000)
        try await fixture.scheduler("heir").runDue()
        #expect(try await fixture.published(segment) == 100)
        #expect(try await fixture.store.job(job.id)?.attempts == 2)
        #expect(try await fixture.store.job(job.id)?.state == .done)
        #expect(try await fixture.store.run(run.id)?.state == .failed)
    }
}
