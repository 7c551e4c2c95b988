import Definitions
import Metadata
import Testing

/// What every metadata driver says of what is served, and of who asks for it.
@Suite struct ServedRecordTests {
    @Test(arguments: MetadataDriver.installed)
    func `what is served is told as of one moment`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let one = try await store.add("one")
        let two = try await store.add("two")
        let snapshot = try await store.add([5], to: one.id)[0]
        try await store.publish([snapshot.id], at: 70)
        var changed = two
        changed.schedule = ["daily": "06:30"]
        changed = try await store.update(changed, at: 80)
        let served = try await driver.open(place).servedRecords()
        #expect(served.revision == (try await store.servedRevision()))
        #expect(
            served.segments == [
                .init(
                    id: one.id, name: "one", schedule: nil,
                    published: .init(
                        id: snapshot.id, version: 1, dataDate: "2026-11-24", createdAt: 20)),
                .init(id: two.id, name: "two", schedule: ["daily": "06:30"], published: nil),
            ])
        var archived = try #require(try await store.segment(one.id))
        archived.status = .archived
        _ = try await store.update(archived, at: 90)
        #expect(try await store.servedRecords().segments.map(\.name) == ["two"])
    }

    @Test(arguments: MetadataDriver.installed)
    func `its revision rises where something else is served, and only then`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let other = try driver.open(place)
        var last = try await other.servedRevision()
        func rises(_ change: () async throws -> Void) async throws -> Bool {
            try await change()
            let now = try await other.servedRevision()
            defer { last = now }
            return now > last
        }
        #expect(try await rises { try await store.add("one") })
        #expect(try await !rises { _ = try await store.add([1, 2], to: 1) })
        #expect(try await rises { try await store.publish([1], at: 5) })
        #expect(try await rises { try await store.publish([2], at: 6) })
        #expect(
            try await !rises {
                try await store.addUses(
                    [SegmentUse(segment: 1, kind: "client", name: "a", calls: 1, lastAt: 1)],
                    on: "2026-11-24")
            })
        for change: @Sendable (inout SegmentRecord) -> Void in [
            { $0.name = "two" }, { $0.schedule = ["daily": "06:30"] }, { $0.status = .archived },
        ] {
            #expect(
                try await rises {
                    var segment = try #require(try await store.segment(1))
                    change(&segment)
                    _ = try await store.update(segment, at: 7)
                })
        }
    }

    @Test(arguments: MetadataDriver.installed)
    func `calls are summed by day too`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let segment = try await store.add("one").id
        func use(_ name: String, _ calls: Int) -> SegmentUse {
            SegmentUse(segment: segment, kind: "client", name: name, calls: calls, lastAt: 50)
        }
        try await store.addUses([use("a", 3), use("b", 1)], on: "2026-11-24")
        try await store.addUses([use("a", 4)], on: "2026-11-24")
        try await store.addUses([use("a", 5)], on: "2026-11-25")
        // Of a day that nobody knows.
        try await store.addUses([use("a", 7)])
        #expect(try await store.uses(of: segment).map(\.calls) == [19, 1])
        let days = try await store.dailyUses(of: segment, from: "2026-11-24")
        #expect(
            days == [
                .init(day: "2026-11-25", kind: "client", name: "a", calls: 5),
                .init(day: "2026-11-24", kind: "client", name: "a", calls: 7),
                .init(day: "2026-11-24", kind: "client", name: "b", calls: 1),
            ])
        #expect(try await store.dailyUses(of: segment, from: "2026-11-26") == [])
        #expect(try await store.dailyUses(of: 99, from: "2026-11-24") == [])
        var unknown = use("a", 1)
        unknown.segment = 99
        let both = [use("a", 1), unknown]
        #expect(await code { try await store.addUses(both, on: "2026-11-26") } == .notFound)
        #expect(try await store.dailyUses(of: segment, from: "2026-11-26") == [])
    }
}
