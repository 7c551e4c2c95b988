import Behavior
import Definitions
import EventStore
import Foundation
import TestSupport
import Testing

@Suite struct PagesAgreementTests {
    @Test(arguments: 0..<8)
    func `the page table agrees with the reference on random journeys`(batch: Int) async throws {
        for index in 0..<25 {
            let trial = PagesTrial(seed: UInt64(batch * 1000 + index))
            try await expectAgreement(trial, boundaries: [])
        }
    }

    @Test(arguments: 0..<6)
    func `sessions go on over the borders of partitions`(batch: Int) async throws {
        for index in 0..<20 {
            let seed = UInt64(900_000 + batch * 1000 + index)
            let trial = PagesTrial(seed: seed, eventLimit: 16)
            let times = Set(trial.journeys.events.map(\.time)).sorted()
            let boundaries = times.enumerated().filter { $0.offset % 3 == 1 }.map(\.element)
            try await expectAgreement(trial, boundaries: boundaries)
        }
    }

    @Test func `the order of ingestion and the number of threads change nothing`() async throws {
        for seed in UInt64(7000)..<7006 {
            let trial = PagesTrial(seed: seed)
            var random = SplitMix64(seed: seed)
            var shuffled = trial.journeys
            for user in shuffled.users.indices {
                shuffled.users[user].events.shuffle(using: &random)
            }
            let first = try await NativePages.answer(
                trial.pages, over: trial.journeys, range: trial.range, threads: 1)
            let second = try await NativePages.answer(
                trial.pages, over: shuffled, range: trial.range, threads: 3)
            #expect(second.differences(from: first).isEmpty, "\(trial)")
        }
    }

    @Test func `many users and rows of more than one word agree too`() async throws {
        var users: [Journey] = []
        var random = SplitMix64(seed: 3)
        for index in 0..<300 {
            let events = (0..<20).map { _ in
                JourneyEvent(
                    "view", at: Int64.random(in: 0..<100_000, using: &random),
                    properties: ["page": .text("/\(Int.random(in: 0..<200, using: &random))")])
            }
            users.append(Journey("u\(index)", events: events))
        }
        var journeys = JourneySet(users, sessionGapMilliseconds: 5000)
        journeys.roles = ["page": "page"]
        for limit in [1000, 130, 63] {
            let pages = Pages(scope: Scope(dataset: "test"), limit: limit)
            let expected = PagesReference.answer(pages, over: journeys)
            let series = try await Fixture.withFolder { folder in
                let dataset = try StoreFixture(
                    journeys, boundaries: [30_000, 60_000], folder: folder.path
                ).write()
                return try await PagesEngine(dataset: dataset, threads: 2).answer(
                    pages, range: nil, zone: .utc, segments: [:])
            }
            #expect(
                PagesAnswer(series: series, users: expected.users)
                    .differences(from: expected).isEmpty, "limit \(limit)")
        }
    }

    @Test func `times on page of days and decades are exact`() async throws {
        for seed in UInt64(1)...3 {
            var random = SplitMix64(seed: seed)
            var users: [Journey] = []
            var times: Set<Int64> = []
            for index in 0..<4 {
                let events = (0..<8).map { _ in
                    let day = Int64.random(in: 0..<9000, using: &random) * 86_400_000
                    let time = day + Int64.random(in: 0..<90_000, using: &random)
                    times.insert(day)
                    return JourneyEvent(
                        "view", at: time,
                        properties: ["page": .text(random.pick(["/a", "/b"]))])
                }
                users.append(Journey("u\(index)", events: events))
            }
            var journeys = JourneySet(users, sessionGapMilliseconds: 1 << 45)
            journeys.roles = ["page": "page"]
            let pages = Pages(scope: Scope(dataset: "test"))
            let expected = PagesReference.answer(pages, over: journeys)
            let answer = try await NativePages.answer(
                pages, over: journeys, range: nil, boundaries: times.sorted())
            #expect(answer.differences(from: expected) == [], "seed \(seed)")
        }
    }

    private func expectAgreement(_ trial: PagesTrial, boundaries: [Int64]) async throws {
        let expected = PagesReference.answer(
            trial.pages, over: trial.journeys, range: trial.range, timeline: trial.timeline)
        let answer = try await NativePages.answer(
            trial.pages, over: trial.journeys, range: trial.range, boundaries: boundaries)
        let differences = answer.differences(from: expected)
        #expect(
            differences.isEmpty,
            "boundaries \(boundaries)\n\(trial)\n\(differences.prefix(6).joined(separator: "\n"))")
        #expect(answer.miscounts == [], "\(trial)")
    }
}
