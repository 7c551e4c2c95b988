import Behavior
import Definitions
import EventStore
import Foundation
import TestSupport

/// The native engine's answer about pages, with the people of every element that it shows.
enum NativePages {
    static func answer(
        _ pages: Pages, over journeys: JourneySet, range: ResolvedRange?, boundaries: [Int64] = [],
        threads: Int = 2
    ) async throws -> PagesAnswer {
        try await Fixture.withFolder { folder in
            let dataset = try StoreFixture(
                journeys, boundaries: boundaries, folder: folder.path
            ).write()
            try pages.check(against: journeys.schema())
            let engine = PagesEngine(dataset: dataset, threads: threads)
            let users = try NativeUsers(journeys, for: .pages(pages), in: folder)
            let segments = try users.segments(
                pages.scope, limit: dataset.userNumberLimit)
            var answer = PagesAnswer(
                series: try await engine.answer(
                    pages, range: range, zone: journeys.zone, segments: segments), users: [:])
            for (element, _) in answer.elements {
                let people = try await engine.people(
                    pages, element: element, range: range, zone: journeys.zone,
                    segments: segments)
                answer.users[element] = Set(people.map { journeys.users[Int($0)].user })
            }
            return answer
        }
    }
}
