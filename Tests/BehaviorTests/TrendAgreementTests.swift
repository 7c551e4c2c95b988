import Behavior
import Definitions
import EventStore
import Foundation
import TestSupport
import Testing

@Suite struct TrendAgreementTests {
    @Test(arguments: 0..<8)
    func `trends agree with the reference, number by number and user by user`(
        batch: Int
    ) async throws {
        for index in 0..<15 {
            try await expectAgreement(TrendTrial(seed: UInt64(batch * 1000 + index)))
        }
    }

    @Test(arguments: 0..<4)
    func `plain series with many users agree with the reference`(batch: Int) async throws {
        for index in 0..<4 {
            var trial = TrendTrial(
                seed: UInt64(500_000 + batch * 1000 + index), userCount: 150, eventLimit: 20)
            trial.trend.breakdown = nil
            trial.trend.series = ["A", "B", "C", "A"].map {
                Trend.Series(EventMatcher([.init(event: $0)]), .users)
            }
            trial.trend.series.append(
                Trend.Series(EventMatcher([.init(event: "A"), .init(event: "D")]), .count))
            trial.trend.formulas = []
            try await expectAgreement(trial)
        }
    }

    private func expectAgreement(_ trial: TrendTrial) async throws {
        let expected = try TrendReference.answer(
            trial.trend, over: trial.journeys, range: trial.range)
        let answer = try await Self.answer(trial)
        let differences = answer.differences(from: expected)
        #expect(
            differences.isEmpty, "\(trial)\n\(differences.prefix(6).joined(separator: "\n"))")
        for series in answer.series {
            for (element, cell) in series.cells(in: trial.trend) {
                #expect(answer.users[element]?.count == cell.users, "\(element.id)\n\(trial)")
            }
        }
    }

    private static func answer(_ trial: TrendTrial) async throws -> TrendAnswer {
        let (journeys, trend) = (trial.journeys, trial.trend)
        let timelines = try TrendReference.timelines(trend, journeys, trial.range)
        return try await Fixture.withFolder { folder in
            let dataset = try StoreFixture(
                journeys, boundaries: boundaries(journeys), folder: folder.path
            ).write()
            let users = try NativeUsers(journeys, for: .trend(trend), in: folder)
            let engine = TrendEngine(
                dataset: dataset, attributes: users.attributes, threads: 2)
            let segments = try users.segments(
                trend.scope, limit: dataset.userNumberLimit)
            let series = try await engine.answer(
                trend, timelines, zone: journeys.zone, segments: segments)
            var answer = TrendAnswer(series: series)
            for (element, _) in series.flatMap({ $0.cells(in: trend) }) {
                let read = try TrendElement(id: element.id, of: trend, timelines)
                #expect(read == element)
                let people = try await engine.people(
                    trend, element: read, timelines, zone: journeys.zone, segments: segments)
                answer.users[element] = Set(people.map { journeys.users[Int($0)].user })
                #expect(people == people.sorted() && Set(people).count == people.count)
            }
            return answer
        }
    }

    /// Partitions of some 20 days, not at midnight, so that periods lie across them.
    private static func boundaries(_ journeys: JourneySet) -> [Int64] {
        let times = journeys.events.map(\.time)
        guard let first = times.min(), let last = times.max() else { return [] }
        let length: Int64 = 20 * 86_400_000
        let even = stride(from: first + 5_000_000, to: last, by: Int(length)).map { $0 }
        let distinct = Set(times).sorted()
        return even + distinct.enumerated().filter { $0.offset % 4 == 1 }.map(\.element)
    }
}
