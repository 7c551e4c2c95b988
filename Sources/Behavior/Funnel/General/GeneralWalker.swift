import Columns
import Definitions
import EventStore

/// Takes users through funnels that the compiled walk cannot express: overlapping steps, any order,
/// sessions, entries, held properties.
struct GeneralWalker: Sendable {
    let plan: FunnelPlan
    private var reader: GeneralEventReader

    init(_ plan: FunnelPlan, sessionGap: Int64) {
        self.plan = plan
        reader = GeneralEventReader(plan, sessionGap: sessionGap)
    }

    mutating func walk(
        _ scan: FunnelScan, users: Range<Int>, into collector: inout some FunnelCollector
    ) {
        let members = scan.members
        if let members, members.slice(users).allSatisfy({ $0 == 0 }) { return }
        reader.begin(users)
        for partition in scan.partitions {
            guard let stretch = Stretch(partition, users: users) else { continue }
            reader.read(partition, stretch, members: members)
        }
        for slot in 0..<users.count where !reader.events[slot].isEmpty {
            let user = users.lowerBound + slot
            for outcome in outcomes(reader.events[slot]) { collector.add(user: user, outcome) }
            collector.finish(user: user)
        }
    }

    private func outcomes(_ events: [GeneralEvent]) -> [FunnelOutcome] {
        switch plan.funnel.unit {
        case .user: [attempt(events[...])]
        case .session:
            events.split(by: \.session).map { attempt($0) }
        case .entry:
            events.grouped(by: \.key).flatMap { EntryWalk(plan).outcomes($0) }
        }
    }

    /// The best attempt over the values of the held properties.
    private func attempt(_ events: ArraySlice<GeneralEvent>) -> FunnelOutcome {
        var best = Arrivals(steps: plan.steps.count)
        let groups = plan.hold.isEmpty ? [Array(events)] : Array(events).grouped(by: \.key)
        for group in groups {
            let arrivals =
                plan.funnel.order == .unordered
                ? UnorderedWalk(plan).arrivals(group) : OrderedWalk(plan).arrivals(group)
            best.merge(arrivals)
        }
        return best.outcome
    }
}

extension Array where Element == GeneralEvent {
    /// Runs of neighbours with an equal property, in order.
    func split(by key: (GeneralEvent) -> Int) -> [ArraySlice<GeneralEvent>] {
        var runs: [ArraySlice<GeneralEvent>] = []
        var start = 0
        for index in indices where index > start && key(self[index]) != key(self[index - 1]) {
            runs.append(self[start..<index])
            start = index
        }
        if start < count { runs.append(self[start...]) }
        return runs
    }

    /// Events with an equal property, in order; a negative property means none, and is left out.
    func grouped(by key: (GeneralEvent) -> Int) -> [[GeneralEvent]] {
        var groups: [Int: [GeneralEvent]] = [:]
        for event in self where key(event) >= 0 { groups[key(event), default: []].append(event) }
        return groups.keys.sorted().map { groups[$0] ?? [] }
    }
}
