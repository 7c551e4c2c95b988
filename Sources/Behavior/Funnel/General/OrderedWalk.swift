import Definitions

/// Finds a unit's first arrivals in an ordered or strict funnel whose events may match several steps.
///
/// Of all attempts that wait at a level, only the one with the latest arrival matters: its first step
/// is the latest too, so whatever an older one can still do, it can.
struct OrderedWalk {
    private let stepCount: Int
    private let window: Int64
    private let stepWindow: Int64
    private let isStrict: Bool
    private let valueStep: Int
    private let excludedLevels: [ClosedRange<Int>]

    /// The attempt that waits at a level.
    private struct Waiting {
        var entry: Int64
        var entryMoment: Int
        var time: Int64
        var moment: Int
        var value: UInt32
    }

    init(_ plan: FunnelPlan) {
        stepCount = plan.steps.count
        window = plan.funnel.window?.milliseconds ?? .max
        stepWindow = plan.funnel.stepWindow?.milliseconds ?? .max
        isStrict = plan.funnel.order == .strict
        valueStep = plan.valueStep
        excludedLevels = plan.excludedLevels
    }

    func arrivals(_ events: [GeneralEvent]) -> Arrivals {
        var arrivals = Arrivals(steps: stepCount)
        var waiting: [Waiting?] = Array(repeating: nil, count: stepCount + 1)
        for run in events.split(by: \.moment) {
            let moment = MomentMatch(run)
            let before = waiting
            for step in 1...stepCount where moment.matches(step: step) {
                guard let (attempt, previous) = extend(before, to: step, moment) else { continue }
                waiting[step] = attempt
                arrivals.note(
                    step,
                    .init(
                        time: moment.time, moment: moment.moment, entry: attempt.entry,
                        entryMoment: attempt.entryMoment, previous: previous.time,
                        previousMoment: previous.moment, value: attempt.value))
            }
            exclude(moment, &waiting)
        }
        return arrivals
    }

    /// The attempt that reaches `step` in this moment with the latest first step, and where it stood
    /// before: itself where the step before lies in this moment too.
    private func extend(
        _ waiting: [Waiting?], to step: Int, _ moment: MomentMatch
    ) -> (Waiting, Waiting)? {
        let lowest = moment.lowest(before: step)
        guard lowest < step else { return nil }
        for level in lowest..<step {
            guard let start = start(waiting, at: level, moment) else { continue }
            let isTaken = valueStep > level && valueStep <= step
            let attempt = Waiting(
                entry: start.entry, entryMoment: start.entryMoment, time: moment.time,
                moment: moment.moment,
                value: isTaken ? moment.value(ofStep: valueStep) : start.value)
            return (attempt, level < step - 1 ? attempt : start)
        }
        return nil
    }

    /// The attempt at `level` that may go on in this moment; level 0 begins here.
    private func start(_ waiting: [Waiting?], at level: Int, _ moment: MomentMatch) -> Waiting? {
        if level == 0 {
            guard moment.events.contains(where: \.isInRange) else { return nil }
            return Waiting(
                entry: moment.time, entryMoment: moment.moment, time: moment.time,
                moment: moment.moment, value: BreakdownRanks.none)
        }
        guard let attempt = waiting[level], moment.time - attempt.entry <= window,
            moment.time - attempt.time <= stepWindow,
            !isStrict || moment.moment - attempt.moment <= 1
        else { return nil }
        return attempt
    }

    private func exclude(_ moment: MomentMatch, _ waiting: inout [Waiting?]) {
        guard moment.exclusions != 0 else { return }
        for (index, levels) in excludedLevels.enumerated()
        where moment.exclusions >> UInt32(index) & 1 == 1 {
            for level in levels where waiting[level]?.moment != moment.moment {
                waiting[level] = nil
            }
        }
    }
}
