import Definitions
import Jobs
import Metadata
import Operations
import Testing

@Suite struct RefreshTests {
    private typealias Fixture = RefreshFixture

    @Test func `a daily schedule makes one job a day, and one run for all that are due`()
        async throws
    {
        let fixture = try RefreshFixture()
        let first = try await fixture.segment("a", fixture.list(0..<100))
        let second = try await fixture.segment(
            "b", fixture.list(0..<7), schedule: [["daily": "06:30"], ["after_import": "pay"]])
        let others = [
            try await fixture.segment("later", fixture.list(0..<9), schedule: ["daily": "07:00"]),
            try await fixture.segment("by hand", fixture.list(0..<9), schedule: nil),
            try await fixture.segment("draft", fixture.list(0..<9), status: .draft),
            try await fixture.segment("over", fixture.list(0..<9), expires: "2026-11-23"),
        ]
        let scheduler = fixture.scheduler()
        try await scheduler.plan()
        try await scheduler.runDue()
        #expect(
            try await fixture.jobs([.waiting]).map(\.dueAt).sorted()
                == [30, 60].map { Fixture.morning + $0 * Fixture.minute })
        #expect(try await fixture.store.runs(of: nil, limit: 9).isEmpty)

        fixture.clock.advance(by: 31 * Fixture.minute)
        try await scheduler.runDue()
        try await scheduler.runDue()
        #expect(try await fixture.jobs([.done]).count == 1)
        let runs = try await fixture.store.runs(of: nil, limit: 9)
        #expect(runs.map(\.dataDate) == ["2026-11-24"])
        #expect(runs.map(\.state) == [.done])
        #expect(runs[0].details["segments"] == 2)
        #expect(runs[0].details["retention"] == ["removed": 0])
        #expect(runs[0].startedBy == "scheduler")
        #expect(try await fixture.published(first) == 100)
        #expect(try await fixture.published(second) == 7)
        for other in others { #expect(try await fixture.published(other) == nil) }

        fixture.clock.advance(by: Fixture.day)
        try await scheduler.runDue()
        try await scheduler.runDue()
        #expect(try await fixture.jobs([.done]).count == 3)
        #expect(try await fixture.store.snapshots(of: first).count == 2)
        #expect(try await fixture.store.snapshots(of: others[0]).count == 1)
        #expect(
            try await fixture.jobs([.waiting]).map(\.dueAt).sorted()
                == [30, 60].map { Fixture.morning + $0 * Fixture.minute }.map {
                    $0 > fixture.clock.now - Fixture.day
                        ? $0 + Fixture.day : $0 + 2 * Fixture.day
                }.sorted())
    }

    @Test func `a day of the week that was missed is made up for`() async throws {
        let fixture = try RefreshFixture()
        let daily = try await fixture.segment("daily", fixture.list(0..<5))
        let monday = try await fixture.segment(
            "monday", fixture.list(0..<6),
            schedule: ["weekly": ["on": ["monday"], "at": "06:30"]])
        let scheduler = fixture.scheduler()
        try await scheduler.plan()
        fixture.clock.advance(by: 31 * Fixture.minute)
        try await scheduler.runDue()
        #expect(try await fixture.published(daily) == 5)
        #expect(try await fixture.published(monday) == nil)
        // Nothing runs from Tuesday to the Tuesday after.
        fixture.clock.advance(by: 7 * Fixture.day)
        try await scheduler.runDue()
        #expect(try await fixture.published(monday) == 6)
        #expect(try await fixture.store.snapshots(of: daily).count == 2)
    }

    @Test func `an import starts what waits for it, also while the refresh before runs`()
        async throws
    {
        let fixture = try RefreshFixture()
        let segment = try await fixture.segment(
            "a", fixture.list(0..<100), schedule: ["after_import": "payments"])
        func note(_ name: String) async throws {
            try await WorkPlan.noteImport(
                of: name, in: fixture.store, now: fixture.clock.now, zone: fixture.zone)
        }
        try await note("members")
        #expect(try await fixture.jobs([.waiting]).isEmpty)
        try await note("payments")
        try await note("payments")
        #expect(try await fixture.jobs([.waiting]).count == 1)
        try await fixture.scheduler().runDue()
        #expect(try await fixture.published(segment) == 100)

        try await note("payments")
        _ = try await fixture.store.takeJob(
            kinds: [RefreshSegments.kind], owner: "other", now: fixture.clock.now,
            leaseUntil: fixture.clock.now + 60_000)
        try await note("payments")
        try await note("payments")
        #expect(try await fixture.jobs([.running]).count == 1)
        #expect(try await fixture.jobs([.waiting]).count == 1)
        try await fixture.scheduler().runDue()
        #expect(try await fixture.jobs([.waiting]).isEmpty)
        #expect(try await fixture.store.snapshots(of: segment).count == 2)
    }

    @Test func `only the segments that a job names are refreshed`() async throws {
        let fixture = try RefreshFixture()
        let first = try await fixture.segment("a", fixture.list(0..<4), schedule: nil)
        let second = try await fixture.segment("b", fixture.list(0..<4), schedule: nil)
        _ = try await fixture.store.addJob(
            JobRecord(
                kind: RefreshSegments.kind, arguments: ["segments": [.string("\(first)")]],
                dueAt: fixture.clock.now, createdAt: fixture.clock.now))
        try await fixture.scheduler().runDue()
        #expect(try await fixture.published(first) == 4)
        #expect(try await fixture.published(second) == nil)
    }

    @Test func `a change that is held back leaves what is served`() async throws {
        let fixture = try RefreshFixture()
        let segment = try await fixture.segment("a", fixture.list(0..<100))
        let other = try await fixture.segment("b", fixture.list(0..<100))
        let scheduler = fixture.scheduler()
        try await scheduler.plan()
        fixture.clock.advance(by: 31 * Fixture.minute)
        try await scheduler.runDue()
        try await fixture.change(segment, to: fixture.list(0..<10))
        try await fixture.change(other, to: fixture.list(0..<90))
        fixture.clock.advance(by: Fixture.day)
        try await scheduler.runDue()
        #expect(try await fixture.published(segment) == 100)
        #expect(try await fixture.published(other) == 90)
        #expect(try await fixture.store.snapshots(of: segment).map(\.size) == [100, 10])
        let run = try #require(try await fixture.store.runs(of: nil, limit: 1).first)
        #expect(run.state == .done)
        #expect(run.details["held"] == [.string("\(segment)")])
    }

    @Test func `retention follows the setting, and tells where that is none`() async throws {
        let fixture = try RefreshFixture()
        let segment = try await fixture.segment("a", fixture.list(0..<100))
        let scheduler = fixture.scheduler()
        try await scheduler.plan()
        try await fixture.store.set(
            RefreshSegments.retentionSetting,
            to: [
                "all_days": 0, "weekly_days": 0, "monthly_days": 0, "yearly": .boolean(false),
            ])
        fixture.clock.advance(by: 31 * Fixture.minute)
        for _ in 0..<9 {
            try await scheduler.runDue()
            fixture.clock.advance(by: Fixture.day)
        }
        #expect(try await fixture.store.snapshots(of: segment).count == 1)
        try await fixture.store.set(RefreshSegments.retentionSetting, to: ["all_day": 3])
        try await scheduler.runDue()
        #expect(try await fixture.store.snapshots(of: segment).count == 2)
        let run = try #require(try await fixture.store.runs(of: nil, limit: 1).first)
        #expect(run.state == .done)
        guard case .string(let why)? = run.details["retention"]?["why"] else {
            Issue.record("The run does not tell why.")
            return
        }
        #expect(why.contains("all_days"), "\(why)")
    }

    @Test func `a schedule is checked, and planned, when it is changed`() async throws {
        let fixture = try RefreshFixture()
        let id = try await fixture.segment("a", fixture.list(0..<4), schedule: nil)
        let segment = try #require(try await fixture.store.segment(id))
        let change = ChangeSegment(fixture.space())
        do {
            _ = try await change(segment) { $0.schedule = ["dayly": "06:30"] }
            Issue.record("A schedule that is none was taken.")
        } catch let error as DefinitionError {
            #expect(error.pointer.hasPrefix("/schedule"))
            #expect(error.detail.contains("'daily'"), "\(error)")
        }
        let changed = try await change(segment) { $0.schedule = ["daily": "06:30"] }
        #expect(try await fixture.jobs([.waiting]).count == 1)
        _ = try await change(changed) { $0.schedule = nil }
        #expect(try await fixture.jobs([.waiting]).isEmpty)
        let draft = try SegmentDraft(
            parsing: #"{"name":"b","list":{"id":"1"},"schedule":{"daily":"25:00"}}"#)
        await #expect(throws: DefinitionError.self) {
            _ = try await SaveSegment(fixture.space())(draft)
        }
    }
}
