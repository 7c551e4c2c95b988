import Definitions

/// Changes of a question or its data under which the answer must not change, or only one way.
package enum Metamorphic {
    /// The rules that the engine breaks on this trial, in words; empty where it keeps all.
    package static func violations(
        of trial: FunnelTrial, engine: TestedEngine
    ) async throws -> [String] {
        let answer = try await engine(trial.journeys, trial.funnel, trial.range)
        var found: [String] = []
        for (name, changed, restore) in changes(of: trial) {
            let other = try await engine(changed.journeys, changed.funnel, changed.range)
            found += restore(other).differences(from: answer).map { "\(name): \($0)" }
        }
        if trial.funnel.unit != .entry, let wider = widened(trial) {
            let other = try await engine(wider.journeys, wider.funnel, wider.range)
            found += lost(answer, other).map { "a wider window loses \($0)" }
        }
        return found
    }

    private typealias Change = (
        name: String, trial: FunnelTrial, restore: (FunnelAnswer) -> FunnelAnswer
    )

    private static func changes(of trial: FunnelTrial) -> [Change] {
        var random = SplitMix64(seed: trial.seed ^ 0x5EED)
        var changes: [Change] = [
            ("shuffled", shuffled(trial, using: &random), { $0 }),
            ("renamed", renamed(trial), { restored($0, trial) }),
            ("shifted", shifted(trial, by: 86_400_000 * 40 + 7), { $0 }),
        ]
        if let noisy = withNoise(trial, using: &random) { changes.append(("noise", noisy, { $0 })) }
        return changes
    }

    /// The same events in another order of ingestion.
    package static func shuffled(
        _ trial: FunnelTrial, using random: inout SplitMix64
    ) -> FunnelTrial {
        var trial = trial
        trial.journeys.users.shuffle(using: &random)
        for index in trial.journeys.users.indices {
            trial.journeys.users[index].events.shuffle(using: &random)
        }
        return trial
    }

    /// The same users under names that sort the other way round.
    package static func renamed(_ trial: FunnelTrial) -> FunnelTrial {
        let names = newNames(trial)
        var trial = trial
        for index in trial.journeys.users.indices {
            let user = trial.journeys.users[index].user
            trial.journeys.users[index].user = names[user] ?? user
        }
        trial.journeys.segments = trial.journeys.segments.mapValues { users in
            Set(users.map { names[$0] ?? $0 })
        }
        return trial
    }

    private static func newNames(_ trial: FunnelTrial) -> [String: String] {
        let names = trial.journeys.users.map(\.user).sorted()
        return Dictionary(
            uniqueKeysWithValues: names.enumerated().map { index, name in
                (name, "r\(1000 + names.count - index)")
            })
    }

    /// The answer to the renamed question with the users' own names.
    private static func restored(_ answer: FunnelAnswer, _ trial: FunnelTrial) -> FunnelAnswer {
        let names = Dictionary(uniqueKeysWithValues: newNames(trial).map { ($0.value, $0.key) })
        var answer = answer
        answer.users = answer.users.mapValues { users in Set(users.map { names[$0] ?? $0 }) }
        return answer
    }

    /// Everything later by a constant, the range too.
    package static func shifted(_ trial: FunnelTrial, by milliseconds: Int64) -> FunnelTrial {
        var trial = trial
        for user in trial.journeys.users.indices {
            for event in trial.journeys.users[user].events.indices {
                trial.journeys.users[user].events[event].time += milliseconds
            }
        }
        trial.range = trial.range.map {
            ResolvedRange(from: $0.from + milliseconds, to: $0.to + milliseconds)
        }
        trial.funnel.range = trial.range.flatMap(RandomFunnel.fixed)
        return trial
    }

    /// More events that no step and no exclusion means, each at the time of another event, so that
    /// sessions stay. Nil for strict funnels and where some filter would mean such an event.
    package static func withNoise(
        _ trial: FunnelTrial, using random: inout SplitMix64
    ) -> FunnelTrial? {
        guard trial.funnel.order != .strict else { return nil }
        let filter = ReferenceFilter(types: trial.journeys.propertyTypes, zone: trial.journeys.zone)
        let meant = trial.funnel.steps + trial.funnel.exclusions.map(\.matcher)
        let noise = JourneyEvent("noise", at: 0)
        guard !meant.contains(where: { filter.matches($0, noise) }) else { return nil }
        var trial = trial
        for index in trial.journeys.users.indices {
            for event in trial.journeys.users[index].events where random.chance(50) {
                trial.journeys.users[index].events.append(
                    JourneyEvent("noise", at: event.time, sequence: event.sequence))
            }
        }
        return trial
    }

    /// A window longer by a little; nil where there is none.
    package static func widened(_ trial: FunnelTrial) -> FunnelTrial? {
        guard let window = trial.funnel.window else { return nil }
        var trial = trial
        trial.funnel.window = TimeSpan(window.milliseconds + 5, .millisecond)
        return trial
    }

    /// Users who reached a step in `before` and not in `after`; breakdown rows may trade users.
    private static func lost(
        _ before: FunnelAnswer, _ after: FunnelAnswer
    ) -> [String] {
        before.users.compactMap { element, users in
            guard element.group == .converted, element.breakdown == nil else { return nil }
            let lost = users.subtracting(after.users[element] ?? [])
            return lost.isEmpty ? nil : "\(lost.sorted()) from \(element.id)"
        }
    }
}
