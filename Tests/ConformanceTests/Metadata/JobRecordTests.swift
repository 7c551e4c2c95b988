import Definitions
import Metadata
import Testing

/// How every metadata driver hands out jobs.
@Suite struct JobRecordTests {
    private func errand(_ due: Int64, key: String? = nil, kind: String = "errand") -> JobRecord {
        JobRecord(kind: kind, arguments: ["due": .integer(due)], key: key, dueAt: due, createdAt: 1)
    }

    private func take(
        _ store: any MetadataStore, _ owner: String, at now: Int64, until: Int64 = 1000
    ) async throws -> JobRecord? {
        try await store.takeJob(kinds: ["errand"], owner: owner, now: now, leaseUntil: until)
    }

    @Test(arguments: MetadataDriver.installed)
    func `the longest due job is taken first, and nothing before its time`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        for job in [errand(30), errand(10), errand(10), errand(5, kind: "other")] {
            _ = try await store.addJob(job)
        }
        #expect(try await take(store, "a", at: 9) == nil)
        let first = try #require(try await take(store, "a", at: 30))
        #expect(first.id == 2)
        #expect(first.state == .running)
        #expect((first.attempts, first.leaseOwner, first.leaseUntil) == (1, "a", 1000))
        #expect(first.arguments == ["due": 10])
        #expect(try await driver.open(place).job(2) == first)
        #expect(try await take(store, "a", at: 30)?.id == 3)
        #expect(try await take(store, "b", at: 30)?.id == 1)
        #expect(try await take(store, "b", at: 30) == nil)
    }

    @Test(arguments: MetadataDriver.installed)
    func `of a key one job is open at a time`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let first = try await store.addJob(errand(1, key: "night"))
        #expect(first?.id == 1)
        #expect(try await store.addJob(errand(2, key: "night")) == nil)
        #expect(try await store.addJob(errand(2, key: "day")) != nil)
        var job = try #require(try await take(store, "a", at: 1))
        #expect(try await store.addJob(errand(2, key: "night")) == nil)
        (job.state, job.endedAt) = (.done, 3)
        try await store.finish(job, owner: "a")
        #expect(try await store.addJob(errand(2, key: "night")) != nil)
        for _ in 0..<2 { #expect(try await store.addJob(errand(2)) != nil) }
    }

    @Test(arguments: MetadataDriver.installed)
    func `a lease is renewed by its owner only, and taken over when it has ended`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        _ = try await store.addJob(errand(1))
        var job = try #require(try await take(store, "a", at: 1, until: 50))
        #expect(try await take(store, "b", at: 49, until: 99) == nil)
        #expect(try await store.renewLease(1, owner: "a", until: 60).leaseUntil == 60)
        #expect(
            await code { _ = try await store.renewLease(1, owner: "b", until: 99) } == .conflict)
        #expect(try await take(store, "b", at: 59, until: 99) == nil)
        let over = try #require(try await take(store, "b", at: 60, until: 99))
        #expect((over.id, over.attempts, over.leaseOwner) == (1, 2, "b"))
        #expect(
            await code { _ = try await store.renewLease(1, owner: "a", until: 99) } == .conflict)
        job.state = .done
        #expect(await code { try await store.finish(job, owner: "a") } == .conflict)
        #expect(try await store.job(1)?.state == .running)
        #expect(await code { _ = try await store.renewLease(7, owner: "a", until: 9) } == .notFound)
    }

    @Test(arguments: MetadataDriver.installed)
    func `a job ends with its cause, or is handed back`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        _ = try await store.addJob(errand(1))
        var job = try #require(try await take(store, "a", at: 1))
        (job.state, job.dueAt, job.failure) = (.waiting, 40, "The warehouse is away.")
        try await store.finish(job, owner: "a")
        let back = try #require(try await store.job(1))
        #expect((back.state, back.dueAt, back.attempts) == (.waiting, 40, 1))
        #expect((back.leaseOwner, back.leaseUntil) == (nil, nil))
        #expect(back.failure == "The warehouse is away.")
        #expect(try await take(store, "a", at: 39) == nil)
        job = try #require(try await take(store, "b", at: 40))
        #expect(job.attempts == 2)
        (job.state, job.failure, job.remedy, job.endedAt) = (.failed, "why", "what next", 44)
        try await store.finish(job, owner: "b")
        let ended = try #require(try await driver.open(place).job(1))
        #expect((ended.state, ended.endedAt) == (.failed, 44))
        #expect((ended.failure, ended.remedy) == ("why", "what next"))
        #expect(await code { try await store.finish(job, owner: "b") } == .conflict)
        #expect(try await take(store, "a", at: 5000) == nil)
    }

    @Test(arguments: MetadataDriver.installed)
    func `what a worker tells of a job stays with it, and nobody else tells`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        _ = try await store.addJob(errand(1))
        #expect(try await store.job(1)?.details == [:])
        #expect(await code { try await store.note(["rows": 1], on: 1, owner: "a") } == .conflict)
        var job = try #require(try await take(store, "a", at: 1))
        try await store.note(["rows": 1], on: 1, owner: "a")
        try await store.note(["rows": 2], on: 1, owner: "a")
        #expect(await code { try await store.note([:], on: 1, owner: "b") } == .conflict)
        #expect(await code { try await store.note([:], on: 9, owner: "a") } == .notFound)
        (job.state, job.endedAt) = (.done, 4)
        try await store.finish(job, owner: "a")
        #expect(try await driver.open(place).job(1)?.details == ["rows": 2])
        #expect(await code { try await store.note([:], on: 1, owner: "a") } == .conflict)
    }

    @Test(arguments: MetadataDriver.installed)
    func `what waits is cancelled at once, what runs is asked, what has ended is not`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        for due in [1, 2, 3] { _ = try await store.addJob(errand(Int64(due), key: "k\(due)")) }
        _ = try await take(store, "a", at: 1, until: 50)
        _ = try await take(store, "b", at: 2, until: 20)
        try await store.requestCancel(3, now: 10)
        let waiting = try #require(try await store.job(3))
        #expect((waiting.state, waiting.endedAt) == (.cancelled, 10))
        #expect(await code { try await store.requestCancel(3, now: 11) } == .conflict)
        #expect(await code { try await store.requestCancel(9, now: 11) } == .notFound)
        // Its owner is gone: nobody else would see the wish.
        try await store.requestCancel(2, now: 25)
        #expect(try await store.job(2)?.state == .cancelled)
        try await store.requestCancel(1, now: 25)
        #expect(try await store.job(1)?.state == .running)
        #expect(try await store.renewLease(1, owner: "a", until: 60).isCancelRequested)
        // Its owner dies without an answer, or hands it back: it is not begun again.
        #expect(try await take(store, "b", at: 60) == nil)
        #expect(try await store.job(1)?.state == .cancelled)
        #expect(try await store.jobs(states: nil, limit: 2).map(\.id) == [3, 2])
        #expect(try await store.jobs(states: [.running, .waiting], limit: 9) == [])
        let kind = try #require(try await store.jobs(states: nil, limit: 1).first?.kind)
        #expect(
            try await store.jobs(kind: kind, states: nil, limit: 9)
                == store.jobs(states: nil, limit: 9).filter { $0.kind == kind })
        #expect(try await store.jobs(kind: "no such kind", states: nil, limit: 9) == [])
        #expect(try await store.jobs(states: [.cancelled], limit: 9).count == 3)
    }

    @Test(arguments: MetadataDriver.installed)
    func `tasks and processes never get the same job`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        for due in 1...60 { _ = try await store.addJob(errand(Int64(due))) }
        let probes = try (0..<2).map { try MetadataProbe("work", place.file, "probe \($0)") }
        let other = try driver.open(place)
        let taken = try await withThrowingTaskGroup(of: [String].self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var ids: [String] = []
                    let mine = worker.isMultiple(of: 2) ? store : other
                    while let job = try await take(mine, "task \(worker)", at: 100) {
                        ids.append("\(job.id)")
                    }
                    return ids
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let all = try taken + probes.flatMap { try $0.finish() }
        #expect(all.compactMap(Int.init).sorted() == Array(1...60))
    }

    @Test(arguments: MetadataDriver.installed)
    func `jobs that ended before a time are forgotten, open ones never`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        for due in [1, 2, 3, 4] as [Int64] { _ = try await store.addJob(errand(due)) }
        for (end, state) in [(10, .done), (20, .failed)] as [(Int64, JobRecord.State)] {
            var job = try #require(try await take(store, "a", at: 9))
            (job.state, job.endedAt) = (state, end)
            try await store.finish(job, owner: "a")
        }
        _ = try await take(store, "a", at: 9)
        #expect(try await store.removeJobs(endedBefore: 10) == 0)
        #expect(try await store.removeJobs(endedBefore: 11) == 1)
        #expect(try await store.jobs(states: nil, limit: 9).map(\.id) == [4, 3, 2])
        #expect(try await store.removeJobs(endedBefore: .max) == 1)
        #expect(
            try await driver.open(place).jobs(states: nil, limit: 9).map(\.state)
                == [.waiting, .running])
    }
}
