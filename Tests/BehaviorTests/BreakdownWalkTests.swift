import Definitions
import TestSupport
import Testing

/// Breakdowns over many users whose events all have their own time: what the walk of many users at a time
/// carries from event to event, and groups of more than a handful of users.
@Suite struct BreakdownWalkTests {
    @Test(arguments: [2, 4, 8, 9], ["os", "n", "paid"])
    func `each attempt has the value of its own event`(steps: Int, property: String) async throws {
        for atStep in [1, (steps + 1) / 2, steps] {
            let trial = trial(UInt64(100 * steps + atStep), steps, property, atStep)
            try await expectAgreement(trial, boundaries: [])
        }
    }

    @Test(arguments: [2, 4, 8, 9])
    func `an attempt keeps its value from partition to partition`(steps: Int) async throws {
        for atStep in [1, 2] {
            let trial = trial(UInt64(7000 + steps), steps, "os", atStep)
            try await expectAgreement(trial, boundaries: [300, 450, 460, 800])
        }
    }

    @Test func `more values than a block has users to make groups of`() async throws {
        var trial = trial(11, 3, "n", 1, numbers: 30)
        trial.funnel.breakdown = Funnel.Breakdown(.property("n", atStep: 1), limit: 40)
        try await expectAgreement(trial, boundaries: [])
        trial.funnel.breakdown = Funnel.Breakdown(.property("n", atStep: 1), limit: 5)
        try await expectAgreement(trial, boundaries: [500])
    }

    private func expectAgreement(_ trial: FunnelTrial, boundaries: [Int64]) async throws {
        let expected = ReferenceEngine.answer(
            trial.funnel, over: trial.journeys, range: trial.range)
        #expect(expected.series.count > 2, "there are values to tell apart")
        let native = NativeEngine.engine(boundaries: boundaries, usesLists: false)
        let answer = try await native(trial.journeys, trial.funnel, trial.range)
        let differences = answer.differences(from: expected)
        #expect(
            differences.isEmpty,
            "\(trial.funnel.json.rendered())\n\(differences.prefix(6).joined(separator: "\n"))")
    }

    /// 40 users who mostly go on from step to step, at times of their own.
    private func trial(
        _ seed: UInt64, _ steps: Int, _ property: String, _ atStep: Int, numbers: Int64 = 4
    ) -> FunnelTrial {
        var random = SplitMix64(seed: seed)
        let users = (0..<40).map { user in
            var step = -1
            let times = Set((0..<25).map { _ in Int64.random(in: 0..<1000, using: &random) })
            return Journey(
                "u\(user)", attributes: [:],
                events: times.sorted().map { time in
                    step =
                        random.chance(60)
                        ? (step + 1) % steps : Int.random(in: 0..<steps, using: &random)
                    return JourneyEvent(
                        "E\(step)", at: time, properties: properties(numbers, &random))
                })
        }
        var funnel = Funnel(
            dataset: "test",
            steps: (0..<steps).map { EventMatcher([.init(event: "E\($0)")]) })
        funnel.window = random.chance(70) ? TimeSpan(Int64(60 * steps), .millisecond) : nil
        if random.chance(20) { funnel.stepWindow = TimeSpan(90, .millisecond) }
        if random.chance(20) { funnel.order = .strict }
        funnel.breakdown = Funnel.Breakdown(
            .property(property, atStep: atStep), limit: random.pick([2, 10]))
        return FunnelTrial(seed: seed, journeys: JourneySet(users), funnel: funnel)
    }

    private func properties(_ numbers: Int64, _ random: inout SplitMix64) -> [String: Value] {
        var properties: [String: Value] = [:]
        if random.chance(80) { properties["os"] = .text(random.pick(["ios", "web", "아이폰"])) }
        if random.chance(80) {
            properties["n"] = .integer(Int64.random(in: 0..<numbers, using: &random))
        }
        if random.chance(60) { properties["paid"] = .boolean(random.chance(50)) }
        return properties
    }
}
