import Behavior
import Definitions
import EventStore
import Foundation
import TestSupport
import Testing

@Suite struct EstimateAgreementTests {
    @Test(arguments: 0..<8)
    func `estimates agree with the reference on random journeys`(batch: Int) async throws {
        for index in 0..<40 {
            let trial = EstimateTrial(seed: UInt64(batch * 1000 + index))
            try await expectAgreement(
                trial, boundaries: trial.journeys.partitionBoundaries(isFine: index % 2 == 1))
        }
    }

    private func expectAgreement(_ trial: EstimateTrial, boundaries: [Int64]) async throws {
        let expected = EstimateReference.values(
            of: trial.estimate, over: trial.journeys, range: trial.range)
        let values = try await Self.values(trial, boundaries: boundaries)
        var found: [String: Value] = [:]
        for (user, journey) in trial.journeys.users.enumerated() where !journey.events.isEmpty {
            found[journey.user] = values.value(of: user)
        }
        // A user without any event has no place in the dataset.
        let known = expected.filter { name, _ in
            trial.journeys.users.contains { $0.user == name && !$0.events.isEmpty }
        }
        #expect(found == known, "\(trial)")
        #expect(
            zip(values.values, values.values.dropFirst()).allSatisfy { Value.precedes($0, $1) },
            "\(trial)")
    }

    private static func values(
        _ trial: EstimateTrial, boundaries: [Int64]
    ) async throws -> UserValues {
        try await Fixture.withFolder { folder in
            let dataset = try StoreFixture(
                trial.journeys, boundaries: boundaries, folder: folder.path
            ).write()
            return try await EstimateEngine(dataset: dataset, threads: 2).values(
                of: trial.estimate, in: trial.frame, zone: trial.journeys.zone)
        }
    }

    @Test func `a comparison picks the users whose value passes`() async throws {
        let journeys = JourneySet(text: "ann A0 A1 A2\nbob A3\ncat B4")
        let count = Estimate("count", .count, matcher: EventMatcher([.init(event: "A")]))
        let mean = Estimate("mean", .mostUsedHour, matcher: EventMatcher([.init(event: "B")]))
        try await Fixture.withFolder { folder in
            let dataset = try StoreFixture(journeys, folder: folder.path).write()
            let engine = EstimateEngine(dataset: dataset, threads: 1)
            let frame = EstimateFrame(nil, dataFrom: 0, dataUntil: 4, zone: .utc)
            let counts = try await engine.values(of: count, in: frame, zone: .utc)
            let hours = try await engine.values(of: mean, in: frame, zone: .utc)
            func users(_ values: UserValues, _ comparison: Comparison) -> [Int] {
                let mask = values.mask(comparison, zone: .utc, limit: 3)
                return (0..<3).filter { mask.contains($0) }
            }
            func comparison(
                _ operation: Comparison.Operator, _ values: Value..., orNull: Bool = false
            ) -> Comparison {
                Comparison(property: "", operator: operation, values: values, orNull: orNull)
            }
            #expect(users(counts, comparison(.atLeast, .integer(1))) == [0, 1])
            #expect(users(counts, comparison(.between, .integer(0), .number(1.5))) == [1, 2])
            #expect(users(hours, comparison(.equals, .integer(0))) == [2])
            #expect(users(hours, comparison(.isNotSet)) == [0, 1])
            #expect(users(hours, comparison(.less, .integer(0), orNull: true)) == [0, 1])
        }
    }
}
