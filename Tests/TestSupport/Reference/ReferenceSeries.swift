import Definitions

/// What the funnel counts: a user, a session or an entry, with its level and its times.
struct ReferenceUnit {
    let user: String
    /// Milliseconds from the first step, per step reached.
    let fromFirst: [Int64]
    let fromPrevious: [Int64]
    let split: Value?

    var level: Int { fromFirst.count }

    init(_ journey: Journey, _ funnel: Funnel, _ progress: Progress) {
        user = journey.user
        fromFirst = progress.arrivals.map { $0.time - $0.first }
        fromPrevious = progress.arrivals.map { $0.time - $0.previous }
        if case .attribute(let name) = funnel.breakdown?.subject {
            split = journey.attributes[name]
        } else {
            split = progress.split
        }
    }
}

/// One series: its whole and its breakdown rows, counted.
struct ReferenceSeries {
    let funnel: Funnel
    let segment: SegmentChoice
    let index: Int
    let units: [ReferenceUnit]

    func add(to answer: inout FunnelAnswer) {
        add(nil, units, to: &answer)
        guard let breakdown = funnel.breakdown else { return }
        let unitsByValue = Dictionary(grouping: units.filter { $0.split != nil }, by: \.split)
        let values = unitsByValue.sorted { left, right in
            left.value.count == right.value.count
                ? splitPrecedes(left.key, right.key) : left.value.count > right.value.count
        }
        for (value, units) in values.prefix(breakdown.limit) {
            add(value.map { .value($0.words) }, units, to: &answer)
        }
        let others = values.dropFirst(breakdown.limit).flatMap(\.value)
        if !others.isEmpty { add(.other, others, to: &answer) }
        let without = units.filter { $0.split == nil }
        if !without.isEmpty { add(BreakdownValue.none, without, to: &answer) }
    }

    private func add(
        _ row: BreakdownValue?, _ units: [ReferenceUnit], to answer: inout FunnelAnswer
    ) {
        answer.series.append(
            FunnelSeries(segment: segment, breakdown: row, tally: tally(of: units)))
        for element in FunnelElement.all(of: funnel, series: index, breakdown: row) {
            answer.users[element] = users(of: element, among: units)
        }
    }

    private func tally(of units: [ReferenceUnit]) -> FunnelTally {
        let reaching = funnel.steps.indices.map { index in units.filter { $0.level > index } }
        return FunnelTally(
            reached: reaching.map(\.count),
            users: reaching.map { Set($0.map(\.user)).count },
            timeFromFirst: reaching.enumerated().map { index, units in
                TimeStatistics(durations: units.map { $0.fromFirst[index] })
            },
            timeFromPrevious: reaching.enumerated().map { index, units in
                TimeStatistics(durations: units.map { $0.fromPrevious[index] })
            })
    }

    /// Users of whom some unit reached the step; for `dropped`, and none went further.
    private func users(of element: FunnelElement, among units: [ReferenceUnit]) -> Set<String> {
        func reaching(_ step: Int) -> Set<String> {
            Set(units.filter { $0.level >= step }.map(\.user))
        }
        switch element.group {
        case .converted: return reaching(element.step)
        case .dropped: return reaching(element.step).subtracting(reaching(element.step + 1))
        }
    }
}
