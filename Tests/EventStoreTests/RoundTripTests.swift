import Columns
import Definitions
import EventStore
import Foundation
import Testing

@Suite struct RoundTripTests {
    static let start: Int64 = 1_319_414_400_000

    @Test(arguments: [1, 2, 3, 4])
    func `random events come back in the order of user, time and input`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let plan = try RandomEvents.plan("Asia/Seoul")
        let events = RandomEvents.make(3000, from: Self.start, days: 70, using: &random)
        let home = TestHome()
        let summary = try home.ingest(events, plan, batchSizes: [1, 7, 100, 333])
        let users = RandomEvents.firstSeen(events)
        #expect(
            try home.events() == RandomEvents.sorted(events, plan, users: users), "seed \(seed)")
        #expect(summary.eventCount == 3000 && summary.totalEventCount == 3000)
        #expect(summary.userCount == users.count && summary.newUserCount == users.count)
        #expect(summary.replacedDays.isEmpty && summary.generation == 1)
        #expect(try home.names().allSatisfy { $0 != "importing" })
    }

    @Test(arguments: [5, 6])
    func `a sequence orders events of one time, and equal ones are one moment`(seed: UInt64) throws
    {
        var random = SeededRandom(seed: seed)
        let plan = try RandomEvents.plan(hasSequence: true)
        let events = RandomEvents.make(4000, from: Self.start, days: 3, using: &random)
        let home = TestHome()
        try home.ingest(events, plan)
        let expected = RandomEvents.sorted(events, plan, users: RandomEvents.firstSeen(events))
        #expect(try home.events() == expected, "seed \(seed)")
        let order = Self.withSequences(events, plan)
        let dataset = try EventDataset(home: home.path, name: "test")
        var row = 0
        for partition in dataset.partitions {
            for index in 0..<partition.eventCount {
                let same =
                    index > 0 && order[row].user == order[row - 1].user
                    && order[row].time == order[row - 1].time
                    && order[row].sequence == order[row - 1].sequence
                #expect(partition.sameMoment?.bit(at: index) == same)
                row += 1
            }
        }
    }

    private static func withSequences(
        _ events: [StoredEvent], _ plan: IngestPlan
    ) -> [StoredEvent] {
        // `sorted` clears the sequence; carry it through in a value.
        let tagged = events.map { event in
            var event = event
            event.values = ["sequence": .integer(event.sequence)]
            return event
        }
        return RandomEvents.sorted(tagged, plan, users: RandomEvents.firstSeen(events)).map {
            var event = $0
            if case .integer(let sequence)? = event.values["sequence"] { event.sequence = sequence }
            return event
        }
    }

    @Test(arguments: [11, 12])
    func `the sizes of batches and of memory change nothing`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let plan = try RandomEvents.plan("Europe/Berlin", hasSequence: seed % 2 == 0)
        let events = RandomEvents.make(70_000, from: Self.start, days: 80, using: &random)
        let (one, other) = (TestHome(), TestHome())
        try one.ingest(events, plan, batchSizes: [70_000])
        // Sorts and spills every 65,536 events.
        try other.ingest(events, plan, batchSizes: [10, 1000, 8000], memoryLimit: 1)
        #expect(try Self.content(one) == Self.content(other), "seed \(seed)")
    }

    @Test func `shuffled input gives the same events`() throws {
        var random = SeededRandom(seed: 21)
        let plan = try RandomEvents.plan()
        let events = RandomEvents.make(2000, from: Self.start, days: 40, using: &random)
        let (one, other) = (TestHome(), TestHome())
        try one.ingest(events, plan)
        try other.ingest(events.shuffled(using: &random), plan)
        #expect(Set(try one.events()) == Set(try other.events()))
        #expect(try one.events().count == other.events().count)
    }

    @Test func `sessions start after a longer gap and at a user's first event`() throws {
        let plan = try RandomEvents.plan()
        let gap = plan.sessionGapMilliseconds
        let times: [Int64] = [0, gap, 2 * gap + 1, 2 * gap + 1, 3 * gap + 2]
        let events =
            times.map { StoredEvent(user: "a", time: $0, event: "e") }
            + [StoredEvent(user: "b", time: 3 * gap + 3, event: "e")]
        let home = TestHome()
        try home.ingest(events.reversed(), plan)
        let partition = try #require(EventDataset(home: home.path, name: "test").partitions.first)
        let starts = (0..<6).map { partition.sessionStart.bit(at: $0) }
        // User b came first.
        #expect(starts == [true, true, false, true, false, true])
    }

    @Test(arguments: ["Europe/Berlin", "America/New_York", "Asia/Seoul", "Pacific/Apia", "UTC"])
    func `months and days follow the clock of the dataset's zone`(name: String) throws {
        let zone = try Zone(name)
        let plan = try RandomEvents.plan(name)
        // Every half hour from October 2011 to April 2012, over two changes of the clock.
        let first: Int64 = 1_317_430_800_000
        let events = (0..<9000).map {
            StoredEvent(user: "a", time: first + Int64($0) * 1_800_000, event: "e")
        }
        let home = TestHome()
        let summary = try home.ingest(events, plan)
        let dataset = try EventDataset(home: home.path, name: "test")
        var times: [Int64] = []
        for partition in dataset.partitions {
            let month = zone.date(of: partition.start).firstOfMonth(adding: 0)
            #expect(partition.start == zone.start(of: month))
            for row in 0..<partition.eventCount {
                let time = partition.start + Int64(partition.time.code(at: row))
                #expect(zone.date(of: time).firstOfMonth(adding: 0) == month)
                times.append(time)
            }
        }
        #expect(times == events.map(\.time))
        #expect(
            summary.days
                == Array(Set(events.map { zone.date(of: $0.time) })).sorted {
                    $0.daysSinceEpoch < $1.daysSinceEpoch
                })
        #expect(dataset.dataUntil == events.last?.time)
    }

    @Test func `columns are as narrow as their values, and absent where there are none`() throws {
        var random = SeededRandom(seed: 3)
        let plan = try RandomEvents.plan()
        let home = TestHome()
        try home.ingest(
            RandomEvents.make(3000, from: 1_320_105_600_000, days: 5, using: &random), plan)
        let partition = try #require(EventDataset(home: home.path, name: "test").partitions.first)
        let columns = partition.properties
        #expect(partition.event.header.width == 2)
        #expect(columns.map { $0?.values.header.width } == [1, 2, 4, 8, 1, 4, nil, 1])
        #expect(columns[7]?.presence == nil && columns[2]?.presence != nil)
        #expect(columns[7]?.values.header.base == 5)
    }

    /// Every byte that does not depend on the time of writing.
    static func content(_ home: TestHome) throws -> [String: [UInt8]] {
        var content: [String: [UInt8]] = [:]
        for name in try home.names() where name != "manifest.json" {
            let path = home.folder() + "/" + name
            let inner = Folder(path).names
            for file in inner { content[name + "/" + file] = try bytes(path + "/" + file) }
            if inner.isEmpty { content[name] = try bytes(path) }
        }
        return content
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try #require(FileManager.default.contents(atPath: path)))
    }
}
