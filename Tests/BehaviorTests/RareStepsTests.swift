import Behavior
import Columns
import Definitions
import EventStore
import Foundation
import TestSupport
import Testing

@Suite struct RareStepsTests {
    private static let half: Int64 = 500_000
    private static let steps: [EventMatcher] = [
        EventMatcher([.init(event: "a")]), EventMatcher([.init(event: "b")]),
        EventMatcher([.init(event: "c"), .init(event: "d")]),
    ]
    private static let funnels = [
        Funnel(dataset: "test", steps: steps),
        Funnel(
            dataset: "test", steps: steps, segments: [.members("some"), .others("some")],
            window: TimeSpan(20, .second)),
    ]

    /// More users than a list's block has, in two partitions; two in 25 have rare events.
    private static let journeys: JourneySet = {
        var random = SplitMix64(seed: 11)
        let users = (0..<70_000).map { user in
            var events: [JourneyEvent] = []
            for _ in 0..<6 {
                events.append(
                    JourneyEvent("open", at: Int64.random(in: 0..<1000, using: &random) * 1000))
            }
            guard user % 25 < 2 else { return Journey("u\(user)", events: events) }
            for name in ["a", "b", "c", "d"] {
                for _ in 0..<Int.random(in: 0...2, using: &random) {
                    events.append(
                        JourneyEvent(name, at: Int64.random(in: 480..<520, using: &random) * 1000))
                }
            }
            return Journey("u\(user)", events: events)
        }
        return JourneySet(
            users, segments: ["some": Set((0..<70_000).filter { $0 % 3 == 1 }.map { "u\($0)" })])
    }()

    @Test func `lists give the answer of the walk over all events, and its people`() async throws {
        try await Fixture.withFolder { folder in
            let dataset = try StoreFixture(
                Self.journeys, boundaries: [Self.half], folder: folder.path
            ).write()
            try #require(dataset.partitions.count == 2)
            for range in [nil, ResolvedRange(from: 485_000, to: 509_000)] {
                for funnel in Self.funnels {
                    let lists = try await answer(funnel, range, dataset, usesLists: true)
                    let walk = try await answer(funnel, range, dataset, usesLists: false)
                    #expect(lists == walk)
                    #expect(lists.series.allSatisfy { $0.tally.users[2] > 5 })
                }
            }
        }
    }

    @Test func `rare steps are answered without a look at the other events`() async throws {
        try await Fixture.withFolder { folder in
            let store = StoreFixture(Self.journeys, folder: folder.path)
            let dataset = try store.write()
            let funnel = Self.funnels[0]
            let before = try await answer(funnel, nil, dataset, usesLists: true)
            let path = folder.path + "/" + dataset.manifest.partitions[0].folder + "/event.column"
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            try file.seek(toOffset: UInt64(ColumnHeader.size))
            try file.write(contentsOf: Data(count: dataset.eventCount))
            try file.close()
            #expect(try await answer(funnel, nil, dataset, usesLists: true) == before)
            #expect(try await answer(funnel, nil, dataset, usesLists: false) != before)
        }
    }

    private struct Answer: Equatable {
        let series: [FunnelSeries]
        let people: [[UInt32]]
    }

    private func answer(
        _ funnel: Funnel, _ range: ResolvedRange?, _ dataset: EventDataset, usesLists: Bool
    ) async throws -> Answer {
        let engine = FunnelEngine(dataset: dataset, threads: 2, usesLists: usesLists)
        let members = Self.journeys.segments["some"] ?? []
        let numbers = Self.journeys.users.indices.filter {
            members.contains(Self.journeys.users[$0].user)
        }
        let segments = [
            "some": UserMask(limit: dataset.userNumberLimit, numbers.map { UInt32($0) })
        ]
        let series = try await engine.answer(funnel, range: range, zone: .utc, segments: segments)
        var people: [[UInt32]] = []
        for index in funnel.segments.indices {
            for element in FunnelElement.all(of: funnel, series: index, breakdown: nil) {
                people.append(
                    try await engine.people(
                        funnel, element: element, range: range, zone: .utc, segments: segments))
            }
        }
        return Answer(series: series, people: people)
    }
}
