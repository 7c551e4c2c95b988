import Behavior
import Definitions
import EventStore
import Foundation
import TestSupport

/// The native engine behind the interface by which engines are compared.
enum NativeEngine {
    /// `boundaries`: where the partitions that the journeys are written to end.
    static func engine(boundaries: [Int64] = []) -> TestedEngine {
        TestedEngine("native") { journeys, funnel, range in
            try await Fixture.withFolder { folder in
                let dataset = try StoreFixture(
                    journeys, boundaries: boundaries, folder: folder.path
                ).write()
                return try await answer(
                    dataset, journeys, NativeUsers(journeys, for: .funnel(funnel), in: folder),
                    funnel, range)
            }
        }
    }

    private static func answer(
        _ dataset: EventDataset, _ journeys: JourneySet, _ users: NativeUsers, _ funnel: Funnel,
        _ range: ResolvedRange?
    ) async throws -> FunnelAnswer {
        let engine = Behavior.FunnelEngine(
            dataset: dataset, attributes: users.attributes, threads: 2)
        let segments = try users.segments(
            funnel.scope, limit: dataset.userNumberLimit)
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
}
