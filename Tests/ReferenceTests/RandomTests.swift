import Definitions
import TestSupport
import Testing

@Suite struct RandomTests {
    @Test func `random answers are sound`() {
        for seed in UInt64(1)...400 {
            let trial = FunnelTrial(seed: seed)
            let answer = ReferenceEngine.answer(
                trial.funnel, over: trial.journeys, range: trial.range)
            let violations = Conservation.violations(in: answer, to: trial.funnel)
            #expect(violations == [], "\(trial)")
        }
    }

    @Test func `answers survive shuffling, renaming, shifting, noise and wider windows`()
        async throws
    {
        for seed in UInt64(1001)...1150 {
            let trial = FunnelTrial(seed: seed, userCount: 4)
            let violations = try await Metamorphic.violations(
                of: trial, engine: ReferenceEngine.engine)
            #expect(violations == [], "\(trial)")
        }
    }

    @Test func `random funnels are ones that validation accepts`() throws {
        for seed in UInt64(1)...400 {
            let trial = FunnelTrial(seed: seed)
            let text = trial.funnel.json.rendered()
            guard case .funnel(let read) = try Question(parsing: text) else { return }
            #expect(read == trial.funnel)
            try read.check(against: trial.journeys.schema())
        }
    }

    @Test func `printed journeys read as the same journeys`() {
        for seed in UInt64(1)...50 {
            let journeys = FunnelTrial(seed: seed).journeys
            #expect(JourneySet(text: journeys.description).users == journeys.users)
        }
    }
}
