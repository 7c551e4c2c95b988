import Definitions
import TestSupport
import Testing

@Suite struct FunnelAgreementTests {
    @Test(arguments: 0..<16)
    func `the native engine agrees with the reference on random journeys`(batch: Int) async throws {
        for index in 0..<25 {
            let trial = FunnelTrial(seed: UInt64(batch * 1000 + index), userCount: 8)
            try await expectAgreement(trial, boundaries: [])
        }
    }

    @Test(arguments: 0..<8)
    func `journeys cut into partitions give the same answer`(batch: Int) async throws {
        for index in 0..<20 {
            let seed = UInt64(900_000 + batch * 1000 + index)
            let trial = FunnelTrial(seed: seed, userCount: 8, eventLimit: 14)
            let times = Set(trial.journeys.events.map(\.time)).sorted()
            let boundaries = times.enumerated().filter { $0.offset % 3 == 1 }.map(\.element)
            try await expectAgreement(trial, boundaries: boundaries)
        }
    }

    @Test func `the native engine keeps the metamorphic rules`() async throws {
        for seed in UInt64(5000)..<5012 {
            let trial = FunnelTrial(seed: seed)
            let found = try await Metamorphic.violations(of: trial, engine: NativeEngine.engine())
            #expect(found.isEmpty, "\(trial)\n\(found.joined(separator: "\n"))")
        }
    }

    private func expectAgreement(_ trial: FunnelTrial, boundaries: [Int64]) async throws {
        let expected = ReferenceEngine.answer(
            trial.funnel, over: trial.journeys, range: trial.range)
        for usesLists in [true, false] {
            let native = NativeEngine.engine(boundaries: boundaries, usesLists: usesLists)
            let answer = try await native(trial.journeys, trial.funnel, trial.range)
            let differences = answer.differences(from: expected)
            #expect(
                differences.isEmpty,
                "lists \(usesLists), boundaries \(boundaries)\n\(trial)\n\(differences.prefix(6).joined(separator: "\n"))"
            )
        }
    }
}
