import Definitions
import Metadata
import Testing

/// What every metadata driver keeps of segments and their versions.
@Suite struct SegmentRecordTests {
    @Test(arguments: MetadataDriver.installed)
    func `a segment is kept with everything it says`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let asked = SegmentRecord(
            name: "휴면 고객 😴", description: "Nobody\nseen", status: .active, owner: "kim",
            folder: "Marketing/Dormant", tags: ["z", "vip", "z"], expires: "2027-01-31",
            schedule: ["daily": "06:30"])
        let saved = try await store.create(asked, version: .saying(["kind": "rule"]), at: 5)
        var expected = asked
        (expected.id, expected.revision, expected.version) = (1, 1, 1)
        (expected.createdAt, expected.changedAt, expected.tags) = (5, 5, ["z", "vip"])
        #expect(saved == expected)
        #expect(try await driver.open(place).segment(1) == expected)
        #expect(try await store.segment(2) == nil)
        let version = try #require(try await store.version(1, of: 1))
        #expect(
            version
                == SegmentVersion(
                    segment: 1, number: 1, definition: ["kind": "rule"], canonicalHash: "15",
                    author: "ann", note: "why", createdAt: 5))
        #expect(try await store.version(2, of: 1) == nil)
        #expect(try await store.versions(of: 7) == [])
    }

    @Test(arguments: MetadataDriver.installed)
    func `names are unique among those not archived, and ids are never used again`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        var first = try await store.add("VIP")
        #expect(await code { try await store.add("VIP") } == .taken)
        let other = try await store.add("vip")
        var renamed = other
        renamed.name = "VIP"
        #expect(await code { _ = try await store.update(renamed, at: 11) } == .taken)
        first.status = .archived
        first = try await store.update(first, at: 12)
        let second = try await store.add("VIP")
        #expect(second.id > other.id)
        first.status = .active
        #expect(await code { _ = try await store.update(first, at: 13) } == .taken)
        #expect(try await store.segment(first.id)?.status == .archived)
        // What fails leaves nothing behind, of many neither.
        #expect(
            await code {
                _ = try await store.create(
                    [
                        (SegmentRecord(name: "new", owner: "a"), .saying([:])),
                        (SegmentRecord(name: "VIP", owner: "a"), .saying([:])),
                    ], at: 14)
            } == .taken)
        #expect(try await store.segments(SegmentListFilter()).count == 3)
    }

    @Test(arguments: MetadataDriver.installed)
    func `a change made from an old segment is refused`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let read = try await store.add("one", tags: ["a"])
        var mine = read
        (mine.owner, mine.tags, mine.folder) = ("lee", ["b", "a"], "F")
        (mine.version, mine.publishedSnapshot) = (9, 9)
        let changed = try await store.update(mine, at: 30)
        #expect(changed.revision == 2)
        #expect(changed.changedAt == 30)
        #expect(changed.createdAt == 10)
        #expect(changed.tags == ["b", "a"])
        #expect((changed.version, changed.publishedSnapshot) == (1, nil))
        #expect(await code { _ = try await store.update(read, at: 31) } == .conflict)
        #expect(try await store.segment(1) == changed)
        mine.id = 44
        #expect(await code { _ = try await store.update(mine, at: 31) } == .notFound)
    }

    @Test(arguments: MetadataDriver.installed)
    func `versions are numbered and stay as they were`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let one = try await store.add("one")
        let two = try await store.add("two")
        var next = SegmentVersion.saying(["a": .number(2.5)], author: "bo")
        next.segment = one.id
        let changed = try await store.addVersion(next, expecting: 1, at: 40)
        #expect((changed.version, changed.revision, changed.changedAt) == (2, 2, 40))
        #expect(
            await code { _ = try await store.addVersion(next, expecting: 1, at: 41) } == .conflict)
        _ = try await store.addVersion(next, expecting: nil, at: 42)
        let versions = try await store.versions(of: one.id)
        #expect(versions.map(\.number) == [1, 2, 3])
        #expect(versions.map(\.createdAt) == [10, 40, 42])
        #expect(versions[0].definition == ["a": 1])
        #expect(versions[1].definition == ["a": .number(2.5)])
        let current = try await store.currentVersions(of: [two.id, 99, one.id])
        #expect(current.map(\.segment) == [two.id, one.id])
        #expect(current.map(\.number) == [1, 3])
        next.segment = 99
        #expect(
            await code { _ = try await store.addVersion(next, expecting: nil, at: 1) } == .notFound)
    }

    @Test(arguments: MetadataDriver.installed)
    func `segments are listed by what is asked`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        func add(_ name: String, _ status: SegmentStatus, _ owner: String, _ folder: String)
            async throws
        {
            _ = try await store.create(
                SegmentRecord(
                    name: name, status: status, owner: owner, folder: folder,
                    tags: owner == "kim" ? ["hot", "new"] : []), version: .saying([:]), at: 1)
        }
        try await add("Café 100%", .active, "kim", "Marketing")
        try await add("휴면", .draft, "kim", "Marketing/Dormant")
        try await add("cafeteria", .archived, "lee", "Marketing2")
        try await add("ÀB_c", .active, "lee", "")
        func ids(_ filter: SegmentListFilter) async throws -> [Int64] {
            try await store.segments(filter).map(\.id)
        }
        #expect(try await ids(SegmentListFilter()) == [1, 2, 3, 4])
        #expect(try await ids(SegmentListFilter(statuses: [.active, .draft])) == [1, 2, 4])
        #expect(try await ids(SegmentListFilter(statuses: [])) == [])
        #expect(try await ids(SegmentListFilter(owner: "lee")) == [3, 4])
        #expect(try await ids(SegmentListFilter(tag: "hot")) == [1, 2])
        #expect(try await ids(SegmentListFilter(tag: "h")) == [])
        #expect(try await ids(SegmentListFilter(folder: "Marketing")) == [1, 2])
        #expect(try await ids(SegmentListFilter(folder: "marketing/Dormant")) == [])
        // The accent as a sign of its own, other case, and what SQL would take for a pattern.
        #expect(try await ids(SegmentListFilter(text: "CAFE\u{301}")) == [1])
        #expect(try await ids(SegmentListFilter(text: "àb")) == [4])
        #expect(try await ids(SegmentListFilter(text: "%")) == [1])
        #expect(try await ids(SegmentListFilter(text: "_")) == [4])
        #expect(try await ids(SegmentListFilter(text: "면")) == [2])
        #expect(
            try await ids(SegmentListFilter(statuses: [.draft], owner: "kim", tag: "new")) == [2])
        #expect(
            try await store.segments(SegmentListFilter(owner: "kim"))[1].tags == ["hot", "new"])
    }

    @Test(arguments: MetadataDriver.installed)
    func `uses add up`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let one = try await store.add("one")
        let use = SegmentUse(segment: one.id, kind: "client", name: "app", calls: 3, lastAt: 50)
        var other = use
        (other.kind, other.calls, other.lastAt) = ("delivery", 1, 60)
        var later = use
        (later.calls, later.lastAt) = (2, 40)
        try await store.addUses([use, other])
        try await store.addUses([later])
        var sum = use
        sum.calls = 5
        #expect(try await store.uses(of: one.id) == [other, sum])
        #expect(try await store.uses(of: 9) == [])
        other.segment = 9
        #expect(await code { try await store.addUses([use, other]) } == .notFound)
        #expect(try await store.uses(of: one.id).last == sum)
    }

    @Test(arguments: MetadataDriver.installed)
    func `thousands are listed and recorded`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let count = 3800
        let added = try await store.create(
            (0..<count).map {
                (
                    SegmentRecord(name: "segment \($0)", owner: "ann", tags: ["t\($0 % 7)"]),
                    .saying(["number": .integer(Int64($0))])
                )
            }, at: 1)
        let ids = added.map(\.id)
        #expect(try await store.segments(SegmentListFilter()) == added)
        let snapshots = try await store.addSnapshots(
            ids.map {
                SnapshotRecord(
                    segment: $0, version: 1, dataDate: "2026-11-24", size: Int($0), createdAt: 2)
            })
        try await store.publish(snapshots.map(\.id), at: 3)
        let latest = try await store.latestSnapshots(of: ids.reversed())
        #expect(latest.map(\.segment) == ids.reversed())
        #expect(latest.allSatisfy { $0.publishedAt == 3 && $0.size == Int($0.segment) })
        #expect(try await store.currentVersions(of: ids).map(\.segment) == ids)
        let served = try await store.segments(SegmentListFilter(tag: "t3"))
        #expect(served.count == 543)
        #expect(served.allSatisfy { $0.publishedSnapshot != nil })
    }
}
