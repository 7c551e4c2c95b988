import Bitmaps
import Columns
import Definitions
import Foundation
import Identities
import Membership
import Metadata
import Operations
import Testing

@Suite struct MembershipServiceTests {
    private func service(_ fixture: SnapshotFixture) throws -> MembershipService {
        MembershipService(home: try home(fixture), metadata: fixture.records, now: { 0 })
    }

    private func home(_ fixture: SnapshotFixture) throws -> Home {
        Home(path: fixture.home.path, zone: try Zone("Asia/Seoul"))
    }

    private func publish(_ fixture: SnapshotFixture, _ snapshots: [Int64]) async throws {
        let space = SegmentSpace(
            catalogue: CatalogueContext(home: try home(fixture), metadata: fixture.records, now: 9),
            metadata: fixture.records, actor: "ann")
        let outcomes = try await PublishSegments(space)(snapshots, confirmed: true)
        #expect(outcomes.allSatisfy { $0.isPublished })
    }

    private func isMember(
        _ service: MembershipService, _ segment: String, _ number: UInt32
    ) throws -> Bool {
        let directory = try #require(service.directory)
        return directory.contains(try #require(directory.place(of: segment)), number: number)
    }

    @Test func `a publish is taken over at the next look, and nothing else is one`() async throws {
        let fixture = try SnapshotFixture()
        let segment = try await fixture.segment("Savers")
        let service = try service(fixture)
        #expect(try await service.refresh())
        #expect(service.directory?.isPublished(0) == false)
        let first = try await fixture.snapshot(of: segment, [1, 2], on: "2026-10-30")
        #expect(try await !service.refresh())
        try await publish(fixture, [first.id])
        let before = service.generation
        #expect(try await service.refresh())
        #expect(service.generation == before + 1)
        #expect(try isMember(service, "Savers", 2))
        #expect(try await !service.refresh())
        let second = try await fixture.snapshot(of: segment, [2, 3], on: "2026-10-31")
        let held = try #require(service.directory)
        try await publish(fixture, [second.id])
        try await service.refresh()
        #expect(try isMember(service, "\(segment)", 3))
        #expect(try !isMember(service, "\(segment)", 1))
        // Who holds the old state still sees all of it.
        #expect(held.contains(0, number: 1) && !held.contains(0, number: 3))
        #expect(held.segments[0].published?.dataDate == "2026-10-30")
    }

    @Test func `names, archived segments and new users are taken over`() async throws {
        let fixture = try SnapshotFixture()
        let segment = try await fixture.segment("Savers")
        let service = try service(fixture)
        try await service.refresh()
        var record = try #require(try await fixture.records.segment(segment))
        record.name = "Spenders"
        record = try await fixture.records.update(record, at: 1)
        #expect(try await service.refresh())
        #expect(service.directory?.place(of: "Savers") == nil)
        #expect(service.directory?.place(of: "Spenders") == 0)
        record.status = .archived
        record = try await fixture.records.update(record, at: 1)
        #expect(try await service.refresh())
        #expect(service.directory?.place(of: "Spenders") == nil)
        let writer = try IdentityWriter(home: fixture.home.path)
        _ = try writer.numbers(of: TextBlock(texts: ["ann"]))
        try writer.commit()
        #expect(try await service.refresh())
        #expect(service.directory?.users.number(of: "ann") == 0)
    }

    @Test func `users are looked up in an index of their own, as soon as it is made`()
        async throws
    {
        let fixture = try SnapshotFixture()
        func add(_ id: String) throws {
            let writer = try IdentityWriter(home: fixture.home.path)
            _ = try writer.numbers(of: TextBlock(texts: [id]))
            try writer.commit()
        }
        try add("ann")
        let service = try service(fixture)
        try await service.refresh()
        #expect(service.directory?.hasIndex == false)
        #expect(service.directory?.number(of: "ann".utf8.span) == 0)
        try await service.indexUsers()
        #expect(service.directory?.hasIndex == true)
        #expect(service.directory?.number(of: "ann".utf8.span) == 0)
        #expect(service.directory?.number(of: "bob".utf8.span) == nil)
        try add("bob")
        try await service.refresh()
        #expect(service.directory?.hasIndex == false)
        #expect(service.directory?.number(of: "bob".utf8.span) == 1)
        try await service.indexUsers()
        #expect(service.directory?.number(of: "bob".utf8.span) == 1)
        let served = try FileManager.default.contentsOfDirectory(
            atPath: fixture.home.path + "/served")
        #expect(served.filter { $0.hasPrefix("users-") }.count == 1)
    }

    @Test func `a damaged index of users is noticed, and made anew`() async throws {
        let fixture = try SnapshotFixture()
        let writer = try IdentityWriter(home: fixture.home.path)
        _ = try writer.numbers(of: TextBlock(texts: ["ann", "bob"]))
        try writer.commit()
        let first = try service(fixture)
        try await first.refresh()
        try await first.indexUsers()
        let served = fixture.home.path + "/served"
        let names = try FileManager.default.contentsOfDirectory(atPath: served)
        let name = try #require(names.first { $0.hasPrefix("users-") })
        let file = try FileHandle(forUpdating: URL(filePath: served + "/" + name))
        try file.seek(toOffset: 64)
        try file.write(contentsOf: Data([255]))
        try file.close()

        let second = try service(fixture)
        try await second.refresh()
        #expect(second.directory?.isIndexSound == false)
        try await second.verifyIndex()
        #expect(second.directory?.hasIndex == false)
        #expect(second.directory?.number(of: "bob".utf8.span) == 1)
        try await second.indexUsers()
        try await second.verifyIndex()
        #expect(second.directory?.hasIndex == true && second.directory?.isIndexSound == true)
        #expect(second.directory?.number(of: "ann".utf8.span) == 0)
    }

    @Test func `a set is ready before it is published, and an error publishes nothing`()
        async throws
    {
        let fixture = try SnapshotFixture()
        let one = try await fixture.segment("one")
        let two = try await fixture.segment("two")
        let first = try await fixture.snapshot(of: one, [1], on: "2026-10-30")
        let second = try await fixture.snapshot(of: two, [2], on: "2026-10-30")
        try FileManager.default.removeItem(atPath: fixture.home.path + "/snapshots/\(two)")
        await #expect(throws: (any Error).self) {
            try await publish(fixture, [first.id, second.id])
        }
        #expect(try await fixture.records.segment(one)?.publishedSnapshot == nil)
    }

    @Test func `a schedule says from when on an answer is stale`() throws {
        let day: Int64 = 86_400_000
        func staleFrom(_ schedule: JSONValue?) throws -> Int64? {
            ServedRecords(
                revision: 1,
                segments: [
                    .init(
                        id: 1, name: "a", schedule: schedule,
                        published: .init(
                            id: 2, version: 1, dataDate: "1970-01-01", createdAt: day / 2))
                ]
            ).served(in: .utc)[0].published?.staleFrom
        }
        let grace = ServedRecords.graceMilliseconds
        #expect(try staleFrom(nil) == nil)
        #expect(try staleFrom(["daily": "06:30"]) == day + 6 * 3_600_000 + 30 * 60_000 + grace)
        #expect(try staleFrom(["daily": "18:00"]) == 18 * 3_600_000 + grace)
        #expect(try staleFrom(["after_import": "payments"]) == nil)
        #expect(try staleFrom("nonsense") == nil)
    }

    @Test func `calls are summed by segment, caller and day`() async throws {
        let fixture = try SnapshotFixture()
        let segment = try await fixture.segment("Savers")
        let sender = Caller(id: 7, name: "client/sender", kind: .program([.membership]))
        let mina = Caller(id: 7, name: "mina", kind: .person(.marketer))
        let record = RecordUses(records: fixture.records, zone: .utc)
        var tally = UsageTally()
        tally.note(segment, sender, calls: 3)
        tally.note(segment, sender)
        tally.note(segment, mina)
        try await record(tally.drain(), at: 86_400_000)
        #expect(tally.isEmpty)
        tally.note(segment, sender, calls: 5)
        try await record(tally, at: 2 * 86_400_000)
        let uses = try await fixture.records.uses(of: segment)
        #expect(uses.map(\.name) == ["client/sender", "mina"])
        #expect(uses.map(\.kind) == ["client", "person"])
        #expect(uses.map(\.calls) == [9, 1])
        #expect(uses.map(\.lastAt) == [172_800_000, 86_400_000])
        let days = try await fixture.records.dailyUses(of: segment, from: "1970-01-02")
        #expect(days.map(\.day) == ["1970-01-03", "1970-01-02", "1970-01-02"])
        #expect(days.map(\.calls) == [5, 4, 1])
        let late = try await fixture.records.dailyUses(of: segment, from: "1970-01-03")
        #expect(late.count == 1)
    }
}
