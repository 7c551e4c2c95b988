import Definitions
import Foundation
import Jobs
import Metadata
import MetadataSQLite
import Testing

/// A runner on a store in memory, with a clock that the tests move.
@Suite(.timeLimit(.minutes(10))) struct RunnerTests {
    @Test func `what is due is done, the rest waits for its time`() async throws {
        let fixture = try RunnerFixture()
        let first = try await fixture.add(due: 1000, ["n": 7])
        let second = try await fixture.add(due: 3000)
        let seen = Counter()
        let runner = fixture.runner { job, context in
            #expect((job.attempts, job.leaseOwner) == (1, "me"))
            if job.id == first { #expect(job.arguments == ["n": 7]) }
            #expect(context.now == fixture.clock.now)
            #expect(!context.isLastAttempt)
            seen.add()
        }
        try await fixture.beside(runner) {
            try await eventually { try await fixture.job(first).state == .done }
            #expect(try await fixture.job(first).endedAt == 1000)
            try await fixture.clock.waitForSleepers(1)
            fixture.clock.advance(by: 1000)
            try await fixture.clock.waitForSleepers(1)
            #expect(try await fixture.job(second).state == .waiting)
            fixture.clock.advance(by: 1000)
            try await eventually { try await fixture.job(second).state == .done }
        }
        #expect(seen.now == 2)
        #expect(fixture.log.all == ["began 1", "done 1", "began 2", "done 2"])
    }

    @Test func `a failure is kept in words with what to do next`() async throws {
        let fixture = try RunnerFixture()
        let id = try await fixture.add()
        await fixture.runner { _, _ in
            throw JobFailure("The column 'sex' is gone.", remedy: "Register it again.")
        }.runDue()
        let job = try await fixture.job(id)
        #expect((job.state, job.attempts, job.endedAt) == (.failed, 1, 1000))
        #expect(job.failure == "The column 'sex' is gone.")
        #expect(job.remedy == "Register it again.")
        // Any other error is the message that it is; nothing says that it passes.
        let other = try await fixture.add()
        await fixture.runner { _, _ in throw MetadataError(.notFound, "There is no segment 7.") }
            .runDue()
        #expect(try await fixture.job(other).state == .failed)
        #expect(try await fixture.job(other).failure == "There is no segment 7.")
    }

    @Test func `what may pass is tried again, later each time, and given up in the end`()
        async throws
    {
        var fixture = try RunnerFixture()
        fixture.options.retry = Retry(attemptLimit: 4, firstWait: 100, longestWait: 300)
        let id = try await fixture.add()
        let lastAttempts = Counter()
        let runner = fixture.runner { _, context in
            if context.isLastAttempt { lastAttempts.add() }
            throw JobFailure("The warehouse is away.", remedy: "Wait.", isRetryable: true)
        }
        for wait in [100, 200, 300] as [Int64] {
            await runner.runDue()
            let job = try await fixture.job(id)
            #expect((job.state, job.dueAt) == (.waiting, fixture.clock.now + wait))
            #expect(job.failure == "The warehouse is away.")
            fixture.clock.advance(by: wait - 1)
            await runner.runDue()
            #expect(try await fixture.job(id).attempts == job.attempts, "not before its time")
            fixture.clock.advance(by: 1)
        }
        #expect(lastAttempts.now == 0)
        await runner.runDue()
        let job = try await fixture.job(id)
        #expect((job.state, job.attempts, lastAttempts.now) == (.failed, 4, 1))
    }

    @Test func `a success after failures leaves no failure behind`() async throws {
        let fixture = try RunnerFixture()
        let id = try await fixture.add()
        let runner = fixture.runner { job, _ in
            guard job.attempts > 1 else {
                throw JobFailure("Away.", remedy: "Wait.", isRetryable: true)
            }
        }
        await runner.runDue()
        fixture.clock.advance(by: 60_000)
        await runner.runDue()
        let job = try await fixture.job(id)
        #expect((job.state, job.attempts, job.failure, job.remedy) == (.done, 2, nil, nil))
    }

    @Test func `a wish to cancel interrupts the work`() async throws {
        let fixture = try RunnerFixture()
        let id = try await fixture.add()
        let working = Counter()
        let runner = fixture.runner { _, _ in
            working.add()
            try await Task.sleep(for: .seconds(3600))
        }
        try await fixture.beside(runner) {
            try await eventually { working.now == 1 }
            try await fixture.store.requestCancel(id, now: fixture.clock.now)
            try await fixture.clock.waitForSleepers(1)
            fixture.clock.advance(by: 2000)
            try await eventually { try await fixture.job(id).state == .cancelled }
        }
        #expect(try await fixture.job(id).endedAt == 3000)
        #expect(fixture.log.all == ["began 1", "cancelled 1"])
    }

    @Test func `work that is done when it is cancelled is done`() async throws {
        let fixture = try RunnerFixture()
        let id = try await fixture.add()
        let working = Counter()
        let runner = fixture.runner { _, _ in
            working.add()
            try? await Task.sleep(for: .seconds(3600))
        }
        try await fixture.beside(runner) {
            try await eventually { working.now == 1 }
            try await fixture.store.requestCancel(id, now: fixture.clock.now)
            try await fixture.clock.waitForSleepers(1)
            fixture.clock.advance(by: 2000)
            try await eventually { try await fixture.job(id).state == .done }
        }
    }

    @Test func `a lease is renewed as long as the work takes`() async throws {
        let fixture = try RunnerFixture()
        let id = try await fixture.add()
        let (working, mayEnd) = (Counter(), Counter())
        let runner = fixture.runner("slow") { _, _ in
            working.add()
            try await eventually { mayEnd.now == 1 }
        }
        let other = fixture.runner("other") { _, _ in Issue.record("done twice") }
        try await fixture.beside(runner) {
            try await eventually { working.now == 1 }
            // Three times as long as one lease.
            for _ in 0..<12 {
                try await fixture.clock.waitForSleepers(1)
                fixture.clock.advance(by: 2000)
                try await fixture.clock.waitForSleepers(1)
                await other.runDue()
            }
            #expect(try await fixture.job(id).leaseOwner == "slow")
            mayEnd.add()
            try await eventually { try await fixture.job(id).state == .done }
        }
        #expect(try await fixture.job(id).attempts == 1)
    }

    @Test func `work whose lease is lost is cancelled, and nothing is recorded of it`()
        async throws
    {
        let fixture = try RunnerFixture()
        let id = try await fixture.add()
        let (working, stopped) = (Counter(), Counter())
        let runner = fixture.runner { _, _ in
            working.add()
            do { try await Task.sleep(for: .seconds(3600)) } catch {
                stopped.add()
                throw error
            }
        }
        try await fixture.beside(runner) {
            try await eventually { working.now == 1 }
            try await fixture.clock.waitForSleepers(1)
            // As if this process had stood still for a while.
            let taken = try await fixture.store.takeJob(
                kinds: ["errand"], owner: "thief", now: 9000, leaseUntil: 90_000)
            #expect(taken?.id == id)
            fixture.clock.advance(by: 2000)
            try await eventually { fixture.log.all == ["began 1", "lost 1"] }
        }
        #expect(stopped.now == 1)
        let job = try await fixture.job(id)
        #expect((job.state, job.leaseOwner, job.attempts) == (.running, "thief", 2))
    }

    @Test func `a runner that ends hands its jobs back, and another does them`() async throws {
        let fixture = try RunnerFixture()
        let id = try await fixture.add()
        let working = Counter()
        try await fixture.beside(
            fixture.runner("first") { _, _ in
                working.add()
                try await Task.sleep(for: .seconds(3600))
            }
        ) {
            try await eventually { working.now == 1 }
        }
        let back = try await fixture.job(id)
        #expect((back.state, back.attempts, back.leaseOwner) == (.waiting, 0, nil))
        #expect(back.failure == nil)
        await fixture.runner("second") { job, _ in #expect(job.attempts == 1) }.runDue()
        #expect(try await fixture.job(id).state == .done)
    }

    @Test func `no more jobs at a time than allowed`() async throws {
        var fixture = try RunnerFixture()
        fixture.options.concurrency = 3
        for _ in 0..<9 { try await fixture.add() }
        let (atWork, all) = (Counter(), Counter())
        await fixture.runner { _, _ in
            atWork.add()
            all.add()
            try await Task.sleep(for: .milliseconds(3))
            atWork.add(-1)
        }.runDue()
        #expect(all.now == 9)
        #expect(atWork.highest <= 3)
    }

    @Test func `a job that ends its process each time is given up`() async throws {
        var fixture = try RunnerFixture()
        fixture.options.retry = Retry(attemptLimit: 2)
        let id = try await fixture.add()
        for _ in 0..<2 {
            _ = try await fixture.store.takeJob(
                kinds: ["errand"], owner: "dead", now: fixture.clock.now,
                leaseUntil: fixture.clock.now + 10)
            fixture.clock.advance(by: 10)
        }
        await fixture.runner { _, _ in Issue.record("tried a third time") }.runDue()
        let job = try await fixture.job(id)
        #expect(job.state == .failed)
        #expect(
            job.failure
                == "The process that worked on it has ended 2 times without an answer.")
    }

    @Test func `a store that is busy is asked again`() async throws {
        let fixture = try RunnerFixture()
        let id = try await fixture.add()
        let flaky = FlakyJobs(fixture.store, failures: 4)
        let runner = fixture.runner(jobs: flaky) { _, _ in }
        try await fixture.beside(runner) {
            for _ in 0..<4 {
                try await fixture.clock.waitForSleepers(1)
                fixture.clock.advance(by: 1000)
            }
            try await eventually { try await fixture.job(id).state == .done }
        }
        #expect(fixture.log.all.prefix(3) == ["store busy", "store busy", "began 1"])
        #expect(fixture.log.all.last == "done 1")
    }

    @Test func `a killed process's job is taken over when its lease has ended`() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/cxm-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let fixture = try RunnerFixture(SQLiteMetadata(path: folder + "/metadata.sqlite"))
        let id = try await fixture.add()
        let probe = Process()
        probe.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "metadata-probe")
        probe.arguments = ["take", fixture.store.path, "doomed", "5000"]
        let (input, output) = (Pipe(), Pipe())
        (probe.standardInput, probe.standardOutput) = (input, output)
        try probe.run()
        let word = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        #expect(word == "\(id)\n")
        kill(probe.processIdentifier, SIGKILL)
        probe.waitUntilExit()
        let done = Counter()
        let runner = fixture.runner("heir") { _, _ in done.add() }
        fixture.clock.advance(by: 3999)
        await runner.runDue()
        #expect(done.now == 0)
        fixture.clock.advance(by: 1)
        await runner.runDue()
        #expect(done.now == 1)
        let job = try await fixture.job(id)
        #expect((job.state, job.attempts) == (.done, 2))
    }
}

/// Jobs of a store that is busy at the first calls: twice when asked for work, then once it is to be
/// written down.
private struct FlakyJobs: JobRecords {
    let store: any JobRecords
    let calls = Counter()
    let failures: Int

    init(_ store: any JobRecords, failures: Int) {
        self.store = store
        self.failures = failures
    }

    private func fail() throws(MetadataError) {
        calls.add()
        if calls.now <= failures, calls.now != 3 { throw MetadataError(.busy, "Busy.") }
    }

    func addJob(_ job: JobRecord) async throws(MetadataError) -> JobRecord? {
        try await store.addJob(job)
    }

    func takeJob(
        kinds: [String], owner: String, now: Int64, leaseUntil: Int64
    ) async throws(MetadataError) -> JobRecord? {
        try fail()
        return try await store.takeJob(
            kinds: kinds, owner: owner, now: now, leaseUntil: leaseUntil)
    }

    func renewLease(
        _ id: Int64, owner: String, until: Int64
    ) async throws(MetadataError) -> JobRecord {
        try await store.renewLease(id, owner: owner, until: until)
    }

    func note(_ details: JSONValue, on id: Int64, owner: String) async throws(MetadataError) {
        try await store.note(details, on: id, owner: owner)
    }

    func finish(_ job: JobRecord, owner: String) async throws(MetadataError) {
        try fail()
        try await store.finish(job, owner: owner)
    }

    func requestCancel(_ id: Int64, now: Int64) async throws(MetadataError) {
        try await store.requestCancel(id, now: now)
    }

    func jobs(
        kind: String?, states: Set<JobRecord.State>?, limit: Int
    ) async throws(MetadataError) -> [JobRecord] {
        try await store.jobs(kind: kind, states: states, limit: limit)
    }

    func job(_ id: Int64) async throws(MetadataError) -> JobRecord? { try await store.job(id) }

    func removeJobs(endedBefore time: Int64) async throws(MetadataError) -> Int {
        try await store.removeJobs(endedBefore: time)
    }
}
