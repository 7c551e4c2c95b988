import Definitions
import Metadata
import Testing

/// What every metadata driver keeps of snapshots, runs and the audit.
@Suite struct SnapshotRecordTests {
    @Test(arguments: MetadataDriver.installed)
    func `snapshots are kept in order, all or none`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let (one, two) = (try await store.add("one"), try await store.add("two"))
        let run = try await store.addRun(RunRecord(dataDate: "2026-11-24", startedBy: "ann"))
        let full = SnapshotRecord(
            segment: two.id, version: 1, dataDate: "2026-11-24", run: run.id, size: 7, entered: 3,
            left: 1, createdAt: 20)
        let first = try await store.add([5, 6], to: one.id)
        let added = try await store.addSnapshots([full])
        #expect(added[0].id > first[1].id)
        #expect(first.map(\.size) == [5, 6])
        var kept = full
        kept.id = added[0].id
        #expect(try await driver.open(place).snapshot(kept.id) == kept)
        #expect(try await store.snapshots(of: one.id) == first)
        #expect(try await store.snapshots(of: 9) == [])
        #expect(try await store.latestSnapshots(of: [two.id, 9, one.id]) == [kept, first[1]])
        var unknown = full
        unknown.version = 2
        #expect(await code { _ = try await store.addSnapshots([full, unknown]) } == .notFound)
        unknown.version = 1
        unknown.run = 99
        #expect(await code { _ = try await store.addSnapshots([full, unknown]) } == .notFound)
        #expect(try await store.snapshots(of: two.id) == [kept])
    }

    @Test(arguments: MetadataDriver.installed)
    func `publishing changes all or none`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let (one, two) = (try await store.add("one"), try await store.add("two"))
        let old = try await store.add([1], to: one.id)[0]
        let new = try await store.add([2], to: one.id)[0]
        let other = try await store.add([3], to: two.id)[0]
        #expect(old.publishedAt == nil)
        try await store.publish([old.id, other.id], at: 70)
        #expect(try await store.segment(one.id)?.publishedSnapshot == old.id)
        #expect(try await store.segment(two.id)?.publishedSnapshot == other.id)
        #expect(try await store.snapshot(old.id)?.publishedAt == 70)
        #expect(await code { try await store.publish([new.id, 99], at: 80) } == .notFound)
        #expect(try await store.segment(one.id)?.publishedSnapshot == old.id)
        #expect(try await store.snapshot(new.id)?.publishedAt == nil)
        try await store.publish([new.id], at: 90)
        let segment = try #require(try await store.segment(one.id))
        #expect(segment.publishedSnapshot == new.id)
        // Nobody who edits is disturbed.
        #expect((segment.revision, segment.changedAt) == (1, 10))
        #expect(try await store.snapshot(old.id)?.publishedAt == 70)
    }

    @Test(arguments: MetadataDriver.installed)
    func `snapshots are forgotten, the served one never`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let one = try await store.add("one")
        let all = try await store.add([1, 2, 3], to: one.id)
        try await store.publish([all[0].id], at: 1)
        #expect(await code { try await store.removeSnapshots(all.map(\.id)) } == .inUse)
        #expect(try await store.snapshots(of: one.id).count == 3)
        try await store.removeSnapshots([all[1].id, all[2].id, 99])
        #expect(try await store.snapshots(of: one.id).map(\.id) == [all[0].id])
        // Their ids stay theirs.
        let next = try await store.add([4], to: one.id)
        #expect(next[0].id > all[2].id)
    }

    @Test(arguments: MetadataDriver.installed)
    func `runs are kept, changed and listed from the newest on`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let one = try await store.add("one")
        var run = try await store.addRun(
            RunRecord(segment: one.id, dataDate: "2026-11-24", startedBy: "ann"))
        let night = try await store.addRun(RunRecord(dataDate: "2026-11-25", startedBy: "clock"))
        run.state = .failed
        (run.startedAt, run.endedAt) = (100, 200)
        (run.failure, run.remedy) = ("The column 'sex' is gone.", "Register it again.")
        run.details = ["rows": 3]
        try await store.update(run)
        #expect(try await driver.open(place).run(run.id) == run)
        #expect(try await store.runs(of: nil, limit: 10) == [night, run])
        #expect(try await store.runs(of: nil, limit: 1) == [night])
        #expect(try await store.runs(of: one.id, limit: 10) == [run])
        #expect(try await store.run(99) == nil)
        run.id = 99
        #expect(await code { try await store.update(run) } == .notFound)
        run.segment = 98
        #expect(await code { _ = try await store.addRun(run) } == .notFound)
    }

    @Test(arguments: MetadataDriver.installed)
    func `the audit is read page by page`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        for number in 1...6 {
            try await store.record(
                AuditRecord(
                    at: Int64(number), actor: number.isMultiple(of: 2) ? "ann" : "bo",
                    action: number < 4 ? "segment.save" : "segment.publish",
                    subject: "segment/\(number % 3)", details: ["n": .integer(Int64(number))]))
        }
        func times(
            _ actor: String? = nil, _ action: String? = nil, _ subject: String? = nil,
            before: Int64? = nil, limit: Int = 10
        ) async throws -> [Int64] {
            try await store.audit(
                AuditFilter(actor: actor, action: action, subject: subject), before: before,
                limit: limit
            ).map(\.at)
        }
        #expect(try await times() == [6, 5, 4, 3, 2, 1])
        #expect(try await times("ann") == [6, 4, 2])
        #expect(try await times(nil, "segment.save") == [3, 2, 1])
        #expect(try await times(nil, nil, "segment/0") == [6, 3])
        #expect(try await times("ann", "segment.save", "segment/2") == [2])
        let page = try await store.audit(
            AuditFilter(), before: nil, limit: 4)
        #expect(page[0].details == ["n": 6])
        #expect(try await times(before: page[3].id) == [2, 1])
    }
}
