import Definitions

/// Follows every entry into the first step on its own; an event belongs to one entry at the most.
struct EntryWalk {
    private let stepCount: Int
    private let window: Int64
    private let stepWindow: Int64
    private let valueStep: Int
    private let excludedLevels: [ClosedRange<Int>]

    private struct Entry {
        let entry: Int64
        var time: Int64
        var moment: Int
        var isOpen = true
        var outcome: FunnelOutcome
    }

    init(_ plan: FunnelPlan) {
        stepCount = plan.steps.count
        window = plan.funnel.window?.milliseconds ?? .max
        stepWindow = plan.funnel.stepWindow?.milliseconds ?? .max
        valueStep = plan.valueStep
        excludedLevels = plan.excludedLevels
    }

    func outcomes(_ events: [GeneralEvent]) -> [FunnelOutcome] {
        var entries: [Entry] = []
        for run in events.split(by: \.moment) {
            let moment = MomentMatch(run)
            let sorted = run.filter { $0.steps != 0 }.sorted { $0.turn < $1.turn }
            for event in sorted { take(event, moment, &entries) }
            exclude(moment, &entries)
        }
        return entries.map(\.outcome)
    }

    private func take(_ event: GeneralEvent, _ moment: MomentMatch, _ entries: inout [Entry]) {
        let candidate = entries.indices.reversed().first {
            let entry = entries[$0]
            return entry.isOpen && event.steps >> UInt32(entry.outcome.level) & 1 == 1
                && event.time - entry.entry <= window && event.time - entry.time <= stepWindow
        }
        if let candidate {
            entries[candidate].outcome.fromFirst.append(event.time - entries[candidate].entry)
            entries[candidate].outcome.fromPrevious.append(event.time - entries[candidate].time)
            reach(moment, &entries[candidate])
        } else if event.steps & 1 == 1, event.isInRange {
            var entry = Entry(
                entry: event.time, time: event.time, moment: moment.moment,
                outcome: FunnelOutcome(fromFirst: [0], fromPrevious: [0]))
            reach(moment, &entry)
            entries.append(entry)
        }
    }

    private func reach(_ moment: MomentMatch, _ entry: inout Entry) {
        entry.outcome.level += 1
        entry.time = moment.time
        entry.moment = moment.moment
        if entry.outcome.level == valueStep {
            entry.outcome.value = moment.value(ofStep: valueStep)
        }
        if entry.outcome.level == stepCount { entry.isOpen = false }
    }

    private func exclude(_ moment: MomentMatch, _ entries: inout [Entry]) {
        for (index, levels) in excludedLevels.enumerated()
        where moment.exclusions >> UInt32(index) & 1 == 1 {
            for position in entries.indices
            where entries[position].moment != moment.moment
                && levels.contains(entries[position].outcome.level)
            {
                entries[position].isOpen = false
            }
        }
    }
}

extension GeneralEvent {
    /// When an event's turn comes inside its moment.
    fileprivate var turn: (Int, Int, UInt32) {
        (steps.trailingZeroBitCount, -steps.leadingZeroBitCount, steps)
    }
}
