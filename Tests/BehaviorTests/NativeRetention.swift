import Behavior
import Definitions
import EventStore
import Foundation
import TestSupport

/// The native retention engine over journeys written to a dataset's files.
enum NativeRetention {
    /// A partition holds 49 days at the most.
    private static let partitionDays: Int64 = 30

    /// `boundaries`: where partitions end, beside those that their size demands.
    static func answer(
        _ retention: Retention, over journeys: JourneySet, range: ResolvedRange?,
        boundaries: [Int64] = [], elementLimit: Int = 60
    ) async throws -> RetentionAnswer {
        let times = journeys.events.map(\.time)
        let first = times.min() ?? 0
        let needed = stride(
            from: first, through: times.max() ?? 0, by: Int(partitionDays * 86_400_000))
        let ends = Set(boundaries + needed.dropFirst()).sorted()
        return try await Fixture.withFolder { folder in
            let dataset = try StoreFixture(journeys, boundaries: ends, folder: folder.path).write()
            let engine = RetentionEngine(dataset: dataset, threads: 2)
            let users = try NativeUsers(journeys, for: .retention(retention), in: folder)
            let segments = try users.segments(
                retention.scope, limit: dataset.userNumberLimit)
            let series = try await engine.answer(
                retention, range: range, zone: journeys.zone, segments: segments)
            var answer = RetentionAnswer(series: series, users: [:])
            for (index, row) in series.enumerated() {
                for element in row.someElements(index, limit: elementLimit) {
                    let people = try await engine.people(
                        retention, element: element, range: range, zone: journeys.zone,
                        segments: segments)
                    answer.users[element] = Set(people.map { journeys.users[Int($0)].user })
                }
            }
            return answer
        }
    }
}
