import Columns
import Definitions
import EventStore
import Foundation
import Testing

@Suite struct ReplacementTests {
    static let day: Int64 = 86_400_000
    /// 2011-10-20 in UTC.
    static let start: Int64 = 1_319_068_800_000

    @Test(arguments: [1, 2, 3])
    func `exactly the days of the input are replaced`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let plan = try RandomEvents.plan("Asia/Seoul", hasSequence: seed == 2)
        let first = RandomEvents.make(3000, from: Self.start, days: 25, using: &random)
        let second = RandomEvents.make(
            900, from: Self.start + 9 * Self.day, days: 7, using: &random
        )
        .filter { $0.time % (2 * Self.day) < Self.day }
        let home = TestHome()
        try home.ingest(first, plan)
        let summary = try home.ingest(second, plan, batchSizes: [100])

        let days = Set(second.map { plan.timezone.date(of: $0.time) })
        let kept = first.filter { !days.contains(plan.timezone.date(of: $0.time)) }
        let users = RandomEvents.firstSeen(first + second)
        #expect(
            try home.events() == RandomEvents.sorted(kept + second, plan, users: users),
            "seed \(seed)")
        #expect(Set(summary.days) == days)
        for replaced in summary.replacedDays {
            func count(_ events: [StoredEvent]) -> Int {
                events.count { plan.timezone.date(of: $0.time) == replaced.date }
            }
            #expect(replaced.eventsBefore == count(first))
            #expect(replaced.eventsNow == count(second))
        }
        let before = Set(first.map { plan.timezone.date(of: $0.time) })
        #expect(Set(summary.replacedDays.map(\.date)) == days.intersection(before))
    }

    @Test func `importing the same events again changes nothing but the generation`() throws {
        var random = SeededRandom(seed: 8)
        let plan = try RandomEvents.plan(hasSequence: true)
        let events = RandomEvents.make(2000, from: Self.start, days: 30, using: &random)
        let home = TestHome()
        try home.ingest(events, plan)
        let before = try RoundTripTests.content(home).values.map { $0.hashValue }.sorted()
        let summary = try home.ingest(events, plan)
        #expect(try RoundTripTests.content(home).values.map { $0.hashValue }.sorted() == before)
        #expect(summary.generation == 2 && summary.newUserCount == 0)
        #expect(try home.names().filter { $0.hasSuffix(".1") }.isEmpty)
    }

    @Test(arguments: [false, true])
    func `appended events come after those already there at the same time`(
        hasSequence: Bool
    ) throws {
        var random = SeededRandom(seed: 4)
        var plan = try RandomEvents.plan(hasSequence: hasSequence)
        let first = RandomEvents.make(1500, from: Self.start, days: 20, using: &random)
        let second = RandomEvents.make(
            1500, from: Self.start + 10 * Self.day, days: 20, using: &random)
        let home = TestHome()
        try home.ingest(first, plan)
        plan.mode = .append
        let summary = try home.ingest(second, plan)
        #expect(summary.replacedDays.isEmpty && summary.totalEventCount == 3000)
        let users = RandomEvents.firstSeen(first + second)
        // Sequences of different imports are not compared: the first import's come first.
        var expected: [StoredEvent] = []
        for part in [first, second] { expected += RandomEvents.sorted(part, plan, users: users) }
        plan.hasSequence = false
        #expect(
            try home.events() == RandomEvents.sorted(expected, plan, users: users))
    }

    @Test func `splitting an import by days gives the same events`() throws {
        var random = SeededRandom(seed: 5)
        let plan = try RandomEvents.plan()
        let events = RandomEvents.make(2000, from: Self.start, days: 40, using: &random)
        let (one, other) = (TestHome(), TestHome())
        try one.ingest(events, plan)
        let byDay = Dictionary(grouping: events) { plan.timezone.date(of: $0.time) }
        let days = byDay.keys.sorted { $0.daysSinceEpoch < $1.daysSinceEpoch }
        for first in stride(from: 0, to: days.count, by: 7) {
            let part = days[first..<min(first + 7, days.count)]
            try other.ingest(events.filter { part.contains(plan.timezone.date(of: $0.time)) }, plan)
        }
        #expect(Set(try one.events()) == Set(try other.events()))
        #expect(try one.events().count == other.events().count)
    }

    @Test func `a new property is empty in earlier events, a missing one in later`() throws {
        let zone = try Zone("UTC")
        func event(_ time: Int64, _ values: [String: Value]) -> StoredEvent {
            StoredEvent(user: "a", time: time, event: "e", values: values)
        }
        let home = TestHome()
        let first = IngestPlan(
            timezone: zone, properties: [.init("os", .text), .init("n", .integer)])
        try home.ingest(
            [
                event(0, ["os": .text("ios"), "n": .integer(1)]),
                event(Self.day, ["os": .text("web"), "n": .integer(2)]),
            ], first)
        let second = IngestPlan(
            timezone: zone, properties: [.init("price", .number), .init("n", .integer)])
        try home.ingest([event(Self.day, ["price": .number(0.5), "n": .integer(-900)])], second)
        #expect(
            try home.events() == [
                event(0, ["os": .text("ios"), "n": .integer(1)]),
                event(Self.day, ["price": .number(0.5), "n": .integer(-900)]),
            ])
        let manifest = try EventDataset(home: home.path, name: "test").manifest
        #expect(manifest.properties.map(\.name) == ["os", "n", "price"])
        #expect(manifest.properties.map(\.column) == ["p0", "p1", "p2"])
    }

    @Test func `dictionaries grow and codes stay`() throws {
        let plan = IngestPlan(timezone: try Zone("UTC"), properties: [.init("os", .text)])
        func events(_ day: Int64, _ names: [String]) -> [StoredEvent] {
            names.map {
                StoredEvent(
                    user: "a", time: day * Self.day, event: $0, values: ["os": .text("o" + $0)])
            }
        }
        let home = TestHome()
        try home.ingest(events(0, ["b", "a"]), plan)
        try home.ingest(events(40, (0..<300).map { "n\($0)" }), plan)
        let dataset = try EventDataset(home: home.path, name: "test")
        #expect(dataset.events.prefix(3) == ["b", "a", "n0"])
        #expect(dataset.partitions.map(\.event.header.width) == [1, 2])
        #expect(try home.events().prefix(2) == events(0, ["b", "a"])[...])
        #expect(try home.names().filter { $0.hasPrefix("events-") } == ["events-2.dictionary"])
    }

    @Test func `sources list the days that they still supply`() throws {
        let home = TestHome()
        func ingest(_ days: [Int64], _ file: String, _ mode: IngestPlan.Mode = .replaceDays) throws
        {
            let plan = IngestPlan(
                timezone: try Zone("UTC"), mode: mode, source: ["file": .string(file)])
            try home.ingest(
                days.map { StoredEvent(user: "a", time: $0 * Self.day, event: "e") }, plan)
        }
        try ingest([0, 1, 2], "one")
        try ingest([1], "two")
        try ingest([2], "three", .append)
        try ingest([1], "four")
        let sources = try EventDataset(home: home.path, name: "test").manifest.sources
        #expect(
            sources == [
                ["file": "one", "generation": 1, "days": ["1970-01-01", "1970-01-03"]],
                ["file": "three", "generation": 3, "days": ["1970-01-03"]],
                ["file": "four", "generation": 4, "days": ["1970-01-02"]],
            ])
    }

    @Test func `a dataset that is open keeps its events while an import replaces them`() throws {
        var random = SeededRandom(seed: 6)
        let plan = try RandomEvents.plan()
        let events = RandomEvents.make(500, from: Self.start, days: 4, using: &random)
        let home = TestHome()
        try home.ingest(events, plan)
        let open = try EventDataset(home: home.path, name: "test")
        try home.ingest(Array(events.prefix(100)), plan)
        let partition = try #require(open.partitions.first)
        #expect(throws: Never.self) { try partition.time.verify() }
        #expect(open.eventCount == 500)
    }
}
