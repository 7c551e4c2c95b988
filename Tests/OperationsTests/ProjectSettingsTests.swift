import Definitions
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import Testing

@Suite struct ProjectSettingsTests {
    @Test func `what nobody has chosen is as the setting says, and comes back`() async throws {
        let store = try SQLiteMetadata.inMemory()
        let settings = ProjectSettings(store, actor: "mina", now: 7)
        let all = try await settings.all()
        #expect(all.map(\.setting.name) == ["retention", "ended_jobs_days", "prepare_tables"])
        #expect(all.allSatisfy { !$0.isChosen && !$0.setting.help.isEmpty })
        #expect(all.map(\.value)[1...] == [90, .boolean(true)])
        let changed = try await settings.set("retention", to: ["all_days": 30])
        #expect(changed.isChosen)
        #expect(
            changed.value
                == [
                    "all_days": 30, "weekly_days": 0, "monthly_days": 1825,
                    "yearly": .boolean(true),
                ])
        #expect(changed.described(in: .english).contains("last 30 days"))
        #expect(changed.described(in: .korean).contains("최근 30일"))
        _ = try await settings.set("ended_jobs_days", to: 5)
        #expect(try await settings.all().map(\.isChosen) == [true, true, false])
        #expect(try await !settings.set("retention", to: nil).isChosen)
        let audit = try await store.audit(
            AuditFilter(actor: "mina", action: "setting.set", subject: "setting/retention"),
            before: nil,
            limit: 9)
        #expect(audit.map(\.details) == [["value": .null], ["value": changed.value]])
    }

    @Test(arguments: [
        ("retentoin", "{}", "'retention'"), ("retention", #"{"all_day":3}"#, "/all_day"),
        ("retention", #"{"all_days":-1}"#, "/all_days"), ("ended_jobs_days", "0", "1"),
        ("ended_jobs_days", #""many""#, "number"), ("prepare_tables", "1", "true"),
    ])
    func `what does not fit is refused and nothing changes`(
        name: String, value: String, words: String
    ) async throws {
        let store = try SQLiteMetadata.inMemory()
        let settings = ProjectSettings(store, actor: "mina", now: 7)
        do {
            _ = try await settings.set(name, to: JSONValue(parsing: value))
            Issue.record("it was taken")
        } catch {
            #expect("\(error)".contains(words), "\(error)")
        }
        #expect(try await settings.all().allSatisfy { !$0.isChosen })
    }

    @Test func `the scheduler forgets jobs after as many days as the setting says`() async throws {
        let fixture = try RefreshFixture()
        let (store, clock) = (fixture.store, fixture.clock)
        _ = try await store.addJob(JobRecord(kind: "errand", dueAt: 1, createdAt: 1))
        var job = try #require(
            try await store.takeJob(
                kinds: ["errand"], owner: "o", now: clock.now, leaseUntil: clock.now + 9))
        (job.state, job.endedAt) = (.done, clock.now)
        try await store.finish(job, owner: "o")
        clock.advance(by: 31 * RefreshFixture.day)
        try await fixture.scheduler().plan()
        #expect(try await fixture.jobs([.done]).count == 1)
        _ = try await ProjectSettings(store, actor: "mina", now: 1).set("ended_jobs_days", to: 30)
        try await fixture.scheduler().plan()
        #expect(try await fixture.jobs([.done]).isEmpty)
    }
}
