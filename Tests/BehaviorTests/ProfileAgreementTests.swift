import Behavior
import Definitions
import EventStore
import Foundation
import TestSupport
import Testing

@Suite struct ProfileAgreementTests {
    @Test(arguments: 0..<8)
    func `profiles agree with the reference on random journeys, every element with its people`(
        batch: Int
    ) async throws {
        for index in 0..<15 {
            let trial = try ProfileTrial(seed: UInt64(batch * 1000 + index))
            let expected = ProfileReference.answer(
                trial.profile, over: trial.journeys, range: trial.range,
                timeline: trial.timeline, source: trial.source)
            let answer = try await Self.answer(
                trial, boundaries: trial.journeys.partitionBoundaries(isFine: index % 2 == 1))
            let differences = answer.differences(from: expected)
            #expect(
                differences.isEmpty, "\(trial)\n\(differences.prefix(6).joined(separator: "\n"))")
            #expect(answer.miscounts(in: trial.journeys.zone) == [], "\(trial)")
        }
    }

    private static func answer(
        _ trial: ProfileTrial, boundaries: [Int64]
    ) async throws -> ProfileAnswer {
        try await Fixture.withFolder { folder in
            let journeys = trial.journeys
            let dataset = try StoreFixture(
                journeys, boundaries: boundaries, folder: folder.path
            ).write()
            func mask(_ members: Set<String>) -> UserMask {
                UserMask(
                    limit: dataset.userNumberLimit,
                    journeys.users.indices.filter { members.contains(journeys.users[$0].user) }
                        .map { UInt32($0) })
            }
            let users = try NativeUsers(
                journeys, for: .profile(trial.profile), in: folder)
            var attributes = users.columns.mapValues { UserValues($0) }
            for estimate in trial.profile.scope.estimates {
                let frame = EstimateFrame(
                    trial.range, dataFrom: journeys.events.map(\.time).min(),
                    dataUntil: dataset.dataUntil, zone: journeys.zone)
                attributes[estimate.name] = try await EstimateEngine(dataset: dataset, threads: 2)
                    .values(of: estimate, in: frame, zone: journeys.zone)
            }
            let engine = ProfileEngine(dataset: dataset, attributes: attributes, threads: 2)
            let asked = ProfileEngine.Asked(
                range: trial.range, zone: journeys.zone,
                names: trial.names,
                source: trial.source.map(mask), timeline: trial.timeline)
            var segments = journeys.segments.mapValues(mask)
            if !trial.profile.scope.userFilters.isEmpty {
                segments[SegmentChoice.everyone] = UserValues.mask(
                    trial.profile.scope.userFilters, of: attributes, zone: journeys.zone,
                    limit: dataset.userNumberLimit)
            }
            var answer = ProfileAnswer(
                series: try await engine.answer(trial.profile, asked, segments: segments),
                users: [:])
            for (element, _) in answer.elements(in: journeys.zone) {
                let read = try ProfileElement(id: element.id, of: trial.profile)
                #expect(read == element, "\(element.id)")
                let people = try await engine.people(
                    trial.profile, element: read, asked, segments: segments)
                answer.users[element] = Set(people.map { journeys.users[Int($0)].user })
            }
            return answer
        }
    }
}
