import Definitions
import TestSupport
import Testing

@Suite struct BruteForceTests {
    /// Random trials of one user each, whose whole answer belongs to him.
    func trials(_ seeds: ClosedRange<UInt64>, _ fits: (Funnel) -> Bool) -> [FunnelTrial] {
        seeds.map { FunnelTrial(seed: $0, userCount: 3, eventLimit: 7) }
            .filter { fits($0.funnel) && $0.funnel.unit == .user }
            .flatMap { trial in
                trial.journeys.users.map { user in
                    var one = trial
                    one.journeys.users = [user]
                    one.funnel.segments = [.all]
                    one.funnel.scope.userFilters = []
                    return one
                }
            }
    }

    func answer(_ trial: FunnelTrial) -> FunnelAnswer {
        ReferenceEngine.answer(trial.funnel, over: trial.journeys, range: trial.range)
    }

    @Test func `the reference finds what trying every row of events finds`() {
        let trials = trials(5001...5700) { $0.order != .unordered }
        #expect(trials.count > 1000)
        for trial in trials {
            let force = BruteForce(trial, trial.journeys.users[0])
            let attempts = force.attempts()
            let times = force.times(of: attempts)
            let answer = answer(trial)
            #expect(answer.tally.reached.reduce(0, +) == times.count, "\(trial)")
            #expect(
                answer.tally.timeFromFirst.compactMap(\.median) == times.map(\.fromFirst),
                "\(trial)")
            #expect(
                answer.tally.timeFromPrevious.compactMap(\.median) == times.map(\.fromPrevious),
                "\(trial)")
            guard case .property(let name, let step) = trial.funnel.breakdown?.subject,
                !times.isEmpty
            else { continue }
            let split = force.split(name, atStep: step, of: attempts)
            #expect(
                answer.series.last?.breakdown == split.map { .value($0.words) }
                    ?? BreakdownValue.none,
                "\(trial)")
        }
    }

    @Test func `in any order the reference fills as many steps as trying every choice`() {
        let trials = trials(6001...7000) { $0.order == .unordered && $0.exclusions.isEmpty }
        #expect(trials.count > 300)
        for trial in trials {
            let level = BruteForce(trial, trial.journeys.users[0]).unorderedLevel()
            #expect(answer(trial).tally.reached.reduce(0, +) == level, "\(trial)")
        }
    }
}
