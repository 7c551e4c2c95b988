import Definitions

/// Finds a unit's first arrivals in a funnel whose steps may come in any order.
///
/// Each moment in the range that matches some step is tried as the first. Cost: the square of a
/// user's matching events, less what the window cuts off.
struct UnorderedWalk {
    private let stepCount: Int
    private let window: Int64
    private let valueStep: Int
    private let excludedLevels: [ClosedRange<Int>]

    init(_ plan: FunnelPlan) {
        stepCount = plan.steps.count
        window = plan.funnel.window?.milliseconds ?? .max
        valueStep = plan.valueStep
        excludedLevels = plan.excludedLevels
    }

    func arrivals(_ events: [GeneralEvent]) -> Arrivals {
        let moments = events.split(by: \.moment).map { MomentMatch($0) }
        var best = Arrivals(steps: stepCount)
        for anchor in moments.indices.reversed() {
            let moment = moments[anchor]
            guard moment.steps != 0, moment.events.contains(where: \.isInRange) else { continue }
            best.merge(attempt(moments[anchor...]))
        }
        return best
    }

    /// The arrivals of the attempt that the first of these moments begins.
    private func attempt(_ moments: ArraySlice<MomentMatch>) -> Arrivals {
        var arrivals = Arrivals(steps: stepCount)
        var filling = Filling(steps: stepCount)
        var value: UInt32?
        let start = moments[moments.startIndex]
        var previous = start
        for moment in moments {
            guard moment.time - start.time <= window, filling.count < stepCount else { break }
            let before = filling.count
            for event in moment.events where event.steps != 0 { filling.add(event.steps) }
            if valueStep > 0, value == nil, moment.matches(step: valueStep) {
                value = moment.value(ofStep: valueStep)
            }
            for level in before..<filling.count {
                if level == 0 { previous = moment }
                arrivals.note(
                    level + 1,
                    .init(
                        time: moment.time, moment: moment.moment, entry: start.time,
                        entryMoment: start.moment, previous: previous.time,
                        previousMoment: previous.moment,
                        value: value ?? BreakdownRanks.none))
                previous = moment
            }
            let isEnded = excludedLevels.enumerated().contains { index, levels in
                moment.exclusions >> UInt32(index) & 1 == 1 && levels.contains(filling.count)
            }
            if isEnded, filling.count == before { break }
        }
        return arrivals
    }
}

/// The most steps that different events can fill, event by event.
private struct Filling {
    /// Which steps the event in each step's place matches; 0 for a step that is not filled.
    private var places: [UInt32]
    private(set) var count = 0

    init(steps: Int) {
        places = Array(repeating: 0, count: steps)
    }

    mutating func add(_ steps: UInt32) {
        var visited: UInt32 = 0
        if place(steps, &visited) { count += 1 }
    }

    private mutating func place(_ steps: UInt32, _ visited: inout UInt32) -> Bool {
        for step in places.indices where steps >> UInt32(step) & 1 == 1 {
            guard visited >> UInt32(step) & 1 == 0 else { continue }
            visited |= 1 << UInt32(step)
            let occupant = places[step]
            if occupant == 0 || place(occupant, &visited) {
                places[step] = steps
                return true
            }
        }
        return false
    }
}
