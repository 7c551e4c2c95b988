import Behavior
import Definitions
import EventStore
import Foundation
import TestSupport

/// The native engine behind the interface by which engines are compared.
enum NativeEngine {
    /// `boundaries`: where the partitions that the journeys are written to end.
    /// `usesLists`: whether rare events may be read from their lists.
    static func engine(boundaries: [Int64] = [], usesLists: Bool = true) -> TestedEngine {
        TestedEngine(usesLists ? "native" : "native without lists") { journeys, funnel, range in
            try await Fixture.withFolder { folder in
                let dataset = try StoreFixture(
                    journeys, boundaries: boundaries, folder: folder.path
                ).write()
                return try await answer(dataset, journeys, funnel, range, usesLists)
            }
        }
    }

    private static func answer(
        _ dataset: EventDataset, _ journeys: JourneySet, _ funnel: Funnel,
        _ range: ResolvedRange?, _ usesLists: Bool
    ) async throws -> FunnelAnswer {
        let engine = Behavior.FunnelEngine(
            dataset: dataset, attributes: attributes(journeys), threads: 2,
            usesLists: usesLists)
        let segments = journeys.segments.mapValues { members in
            UserMask(
                limit: dataset.userNumberLimit,
                journeys.users.indices.filter { members.contains(journeys.users[$0].user) }
                    .map { UInt32($0) })
        }
        let series = try await engine.answer(
            funnel, range: range, zone: journeys.zone, segments: segments)
        var answer = FunnelAnswer(series: series, users: [:])
        for row in series {
            let index = funnel.segments.firstIndex(of: row.segment) ?? 0
            for element in FunnelElement.all(of: funnel, series: index, breakdown: row.breakdown) {
                let people = try await engine.people(
                    funnel, element: element, range: range, zone: journeys.zone,
                    segments: segments)
                answer.users[element] = Set(people.map { journeys.users[Int($0)].user })
            }
        }
        return answer
    }

    static func attributes(_ journeys: JourneySet) -> [String: UserAttribute] {
        var attributes: [String: UserAttribute] = [:]
        for name in Set(journeys.users.flatMap(\.attributes.keys)) {
            let values = journeys.users.map { $0.attributes[name]?.words }
            let titles = Set(values.compactMap { $0 }).sorted()
            attributes[name] = UserAttribute(
                titles: titles,
                ranks: values.map { value in
                    value.flatMap { titles.firstIndex(of: $0) }.map { UInt32($0) }
                        ?? UserAttribute.missing
                })
        }
        return attributes
    }
}
