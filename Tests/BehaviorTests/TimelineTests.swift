import Behavior
import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct TimelineTests {
    private func events(
        _ journeys: JourneySet, user: Int, _ timeline: UserTimeline, range: ResolvedRange? = nil,
        boundaries: [Int64] = []
    ) async throws -> [TimelineEvent] {
        try await Fixture.withFolder { folder in
            let dataset = try StoreFixture(
                journeys, boundaries: boundaries, folder: folder.path
            ).write()
            return try TimelineEngine(dataset: dataset).events(
                of: UInt32(user), timeline, range: range, zone: journeys.zone)
        }
    }

    private func question(_ filters: [Filter] = []) -> UserTimeline {
        UserTimeline(scope: Scope(dataset: "test", filters: filters), user: "ann")
    }

    @Test func `events come in time order with their properties`() async throws {
        let journeys = JourneySet(text: "ann B5{os=ios,n=3} A0{paid=true,x=1.5} C9\nbob A1")
        let events = try await events(journeys, user: 0, question())
        #expect(events.map(\.event) == ["A", "B", "C"])
        #expect(events.map(\.time) == [0, 5, 9])
        #expect(events[0].properties == [.init("paid", .boolean(true)), .init("x", .number(1.5))])
        #expect(events[1].properties == [.init("n", .integer(3)), .init("os", .text("ios"))])
        #expect(events[2].properties.isEmpty)
    }

    @Test func `sessions go on over partitions and count what is filtered out`() async throws {
        let journeys = JourneySet(
            text: "ann A0 B8 A30 B35 A90", sessionGapMilliseconds: 10)
        let only = question([.anyOf([])])
        #expect(try await events(journeys, user: 0, only).isEmpty)
        for boundaries in [[], [5], [8, 33], [31, 60]] as [[Int64]] {
            let all = try await events(journeys, user: 0, question(), boundaries: boundaries)
            #expect(all.map(\.session) == [1, 1, 2, 2, 3], "\(boundaries)")
            let part = try await events(
                journeys, user: 0, question(), range: ResolvedRange(from: 33, to: 91),
                boundaries: boundaries)
            #expect(part.map(\.session) == [2, 3], "\(boundaries)")
        }
    }

    @Test func `events of one time stand by their names, or by their sequence`() async throws {
        let byName = JourneySet(text: "ann C5 A5 B5")
        #expect(try await events(byName, user: 0, question()).map(\.event) == ["A", "B", "C"])
        let bySequence = JourneySet(text: "ann C5#1 A5#3 B5#2")
        #expect(try await events(bySequence, user: 0, question()).map(\.event) == ["C", "B", "A"])
    }

    @Test func `random journeys read as they were written`() async throws {
        for seed in UInt64(1)...40 {
            let trial = FunnelTrial(seed: seed)
            for (index, journey) in trial.journeys.users.enumerated() {
                let events = try await events(
                    trial.journeys, user: index, question(), boundaries: [10, 25])
                let written = journey.events.map { "\($0.time) \($0.name) \($0.properties.count)" }
                let read = events.map { "\($0.time) \($0.event) \($0.properties.count)" }
                #expect(read.sorted() == written.sorted(), "seed \(seed), \(journey.user)")
                #expect(events.map(\.time) == events.map(\.time).sorted(), "seed \(seed)")
            }
        }
    }

    @Test func `timelines agree with the reference, filters and ranges included`() async throws {
        for seed in UInt64(100)...140 {
            let trial = FunnelTrial(seed: seed)
            let asked = question(trial.funnel.filters)
            for (index, journey) in trial.journeys.users.enumerated() {
                let events = try await events(
                    trial.journeys, user: index, asked, range: trial.range, boundaries: [10, 25])
                let expected = TimelineReference.events(
                    asked, journey, in: trial.journeys, range: trial.range)
                func texts(_ events: [TimelineEvent]) -> [String] {
                    events.map { "\($0.time) \($0.session) \($0.event) \($0.properties)" }.sorted()
                }
                #expect(texts(events) == texts(expected), "\(trial)")
                #expect(events.map(\.time) == expected.map(\.time), "\(trial)")
                if !trial.journeys.hasSequence {
                    #expect(events.map(\.event) == expected.map(\.event), "\(trial)")
                }
            }
        }
    }
}
