import Behavior
import Definitions
import TestSupport
import Testing

@Suite struct FlowAgreementTests {
    @Test(arguments: 0..<16)
    func `the native engine agrees with the reference on random journeys`(batch: Int) async throws {
        for index in 0..<25 {
            let trial = FlowTrial(seed: UInt64(40_000 + batch * 1000 + index))
            try await expectAgreement(trial, boundaries: [])
        }
    }

    @Test(arguments: 0..<8)
    func `journeys cut into partitions give the same answer`(batch: Int) async throws {
        for index in 0..<20 {
            let seed = UInt64(1_900_000 + batch * 1000 + index)
            let trial = FlowTrial(seed: seed, userCount: 8, eventLimit: 18)
            let times = Set(trial.journeys.events.map(\.time)).sorted()
            let boundaries = times.enumerated().filter { $0.offset % 3 == 1 }.map(\.element)
            try await expectAgreement(trial, boundaries: boundaries)
        }
    }

    /// Longer journeys than the engine reads at once, and more labels than are shown.
    @Test func `long journeys agree too`() async throws {
        for seed in UInt64(77_000)..<77_012 {
            try await expectAgreement(
                FlowTrial(seed: seed, userCount: 3, eventLimit: 300), boundaries: [20, 40])
        }
    }

    /// Too many labels to count every pair of them in one pass.
    @Test func `many labels agree too`() async throws {
        for seed in UInt64(88_000)..<88_012 {
            var random = SplitMix64(seed: seed)
            var trial = FlowTrial(seed: seed, userCount: 30, eventLimit: 40)
            for user in trial.journeys.users.indices {
                for event in trial.journeys.users[user].events.indices {
                    let number = Int.random(in: 0..<900, using: &random)
                    let value = random.chance(40) ? "v1" : "v\(number)"
                    trial.journeys.users[user].events[event].properties["os"] = .text(value)
                }
            }
            trial.flow.subject = .property("os")
            trial.flow.anchor = random.pick([Flow.Anchor.start("v1"), .end("v1"), nil])
            trial.flow.unit = .user
            try await expectAgreement(trial, boundaries: [30])
        }
    }

    private func expectAgreement(_ trial: FlowTrial, boundaries: [Int64]) async throws {
        let expected = FlowReference.answer(
            trial.flow, over: trial.journeys, range: trial.range, roles: FlowTrial.roles)
        let answer = try await NativeFlowEngine.answer(
            trial.flow, over: trial.journeys, range: trial.range, roles: FlowTrial.roles,
            boundaries: boundaries)
        let differences = answer.differences(from: expected)
        #expect(
            differences.isEmpty,
            "boundaries \(boundaries)\n\(trial)\n\(differences.prefix(6).joined(separator: "\n"))")
        for (index, series) in answer.series.enumerated() {
            let broken = FlowConservation.violations(in: series, steps: trial.flow.steps)
            #expect(broken == [], "\(trial)")
            for (element, count) in series.elements(series: index) {
                #expect(answer.users[element]?.count == count, "\(element.id)\n\(trial)")
            }
            guard trial.flow.unit == .user else { continue }
            #expect(series.nodes.allSatisfy { $0.users == $0.arrivals }, "\(trial)")
            #expect(series.links.allSatisfy { $0.users == $0.count }, "\(trial)")
        }
    }

    /// Each user starts once at the most, so that the funnel's best attempt is the first.
    @Test func `from A to B of a pinned flow is the strict funnel`() async throws {
        for seed in UInt64(3000)..<3100 {
            var random = SplitMix64(seed: seed)
            var journeys = RandomJourneys(userCount: 6, eventLimit: 10).make(using: &random)
            journeys.sessionGapMilliseconds = 1_800_000
            for user in journeys.users.indices { tidy(&journeys.users[user]) }
            let expected = try await strictFunnel(journeys)
            let flow = Flow(
                scope: Scope(dataset: "test"), by: .event, anchor: .start("A"), steps: 2,
                collapsesRepeats: false)
            let answer = try await NativeFlowEngine.answer(flow, over: journeys, range: nil)
            let element = FlowElement(.went(from: .value("A"), to: .value("B")), step: 0)
            #expect(answer.users[element] ?? [] == expected, "seed \(seed)\n\(journeys)")
        }
    }

    private func strictFunnel(_ journeys: JourneySet) async throws -> Set<String> {
        let funnel = Funnel(
            dataset: "test",
            steps: [EventMatcher([.init(event: "A")]), EventMatcher([.init(event: "B")])],
            order: .strict)
        let answer = try await NativeEngine.engine()(journeys, funnel, nil)
        return answer.users[FunnelElement(.converted, step: 2)] ?? []
    }

    /// Keeps one event of each time, and the first A.
    private func tidy(_ journey: inout Journey) {
        var times: Set<Int64> = []
        var kept: [JourneyEvent] = []
        for event in journey.events.sorted(by: { $0.time < $1.time })
        where times.insert(event.time).inserted {
            if event.name == "A", kept.contains(where: { $0.name == "A" }) { continue }
            kept.append(event)
        }
        journey.events = kept
    }

    @Test func `a page flow needs a page`() async throws {
        let flow = Flow(scope: Scope(dataset: "test"), by: .page)
        await #expect(throws: DefinitionError.self) {
            try await NativeFlowEngine.answer(
                flow, over: JourneySet(text: "ann A0 B5"), range: nil)
        }
    }

    @Test func `a value that no event has gives no path`() async throws {
        let flow = Flow(
            scope: Scope(dataset: "test"), by: .property("os"), anchor: .start("amiga"))
        let answer = try await NativeFlowEngine.answer(
            flow, over: JourneySet(text: "ann A0{os=ios} B5{os=web}"), range: nil)
        #expect(answer.series[0].nodes.isEmpty)
    }
}
