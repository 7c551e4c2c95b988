import Behavior
import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct RetentionAgreementTests {
    @Test(arguments: 0..<16)
    func `native retention agrees with the reference on random journeys`(
        batch: Int
    ) async throws {
        for index in 0..<15 {
            try await expectAgreement(RetentionTrial(seed: UInt64(batch * 1000 + index)))
        }
    }

    @Test(arguments: 0..<8)
    func `retention over journeys cut into partitions is the same`(batch: Int) async throws {
        for index in 0..<10 {
            let trial = RetentionTrial(seed: UInt64(800_000 + batch * 1000 + index))
            let times = Set(trial.journeys.events.map(\.time)).sorted()
            let boundaries = times.enumerated().filter { $0.offset % 3 == 1 }.map(\.element)
            try await expectAgreement(trial, boundaries: boundaries)
        }
    }

    private func expectAgreement(
        _ trial: RetentionTrial, boundaries: [Int64] = []
    ) async throws {
        let expected = RetentionReference.answer(
            trial.retention, over: trial.journeys, range: trial.range)
        let answer = try await NativeRetention.answer(
            trial.retention, over: trial.journeys, range: trial.range, boundaries: boundaries)
        let found = answer.differences(from: expected) + answer.violations()
        #expect(found.isEmpty, "\(trial)\n\(found.prefix(4).joined(separator: "\n"))")
    }

    @Test func `an element that the answer does not have is refused`() async throws {
        let retention = Retention(
            scope: Scope(dataset: "test"), startEvent: .event("A"), returnEvent: .event("A"))
        try await Fixture.withFolder { folder in
            let journeys = JourneySet(text: "ann A0")
            let dataset = try StoreFixture(journeys, folder: folder.path).write()
            let element = try RetentionElement(id: "cohort=1970-01-02", of: retention)
            await #expect(throws: DefinitionError.self) {
                try await RetentionEngine(dataset: dataset, threads: 1).people(
                    retention, element: element, range: nil, zone: .utc, segments: [:])
            }
        }
    }

    @Test func `too many periods are refused`() async throws {
        let retention = Retention(
            scope: Scope(dataset: "test"), startEvent: .event("A"), returnEvent: .event("A"))
        let error = #expect(throws: DefinitionError.self) {
            try RetentionLayout(
                retention, range: nil, zone: .utc, dataFrom: 0, dataUntil: 4000 * 86_400_000)
        }
        #expect(error?.pointer == "/period")
    }
}

@Suite(.enabled(if: SharedData.url("cases/peers.jsonl") != nil, "\(SharedData.absence)"))
struct RetentionPeerTests {
    @Test func `native retention gives the numbers of every peer case that shares our rules`()
        async throws
    {
        for peerCase in try #require(try PeerCase.all())
        where PeerCase.answeredRetention.contains(peerCase.id) {
            let asked = try peerCase.retention()
            let answer = try await NativeRetention.answer(
                asked.retention, over: asked.journeys, range: asked.range,
                elementLimit: peerCase.elementLimit)
            #expect(
                try peerCase.disagreements(with: answer, to: asked) == [], "\(peerCase.id)")
        }
    }
}

extension EventMatcher {
    fileprivate static func event(_ name: String) -> EventMatcher {
        EventMatcher([.init(event: name)])
    }
}
