import Columns
import Definitions

/// Counts units by level and breakdown value, and keeps their times to convert.
struct TallyCollector: FunnelCollector {
    /// What is known of one breakdown value.
    struct Group: Sendable {
        /// Units by their level, from 0.
        var units: [Int]
        /// Users by the best level of their units with this value.
        var users: [Int]
        /// Durations by step; element k - 1 for step k. From the step before they are kept from step 3 on.
        var fromFirst: [DurationList]
        var fromPrevious: [DurationList]

        init(steps: Int) {
            units = Array(repeating: 0, count: steps + 1)
            users = units
            fromFirst = Array(repeating: Durations.none, count: steps)
            fromPrevious = fromFirst
        }
    }

    let steps: Int
    /// Whether values are told apart.
    let splits: Bool
    /// The users' values, where these are not the attempts' own.
    let attribute: UserAttribute?
    /// Values told apart, where not all are; the rest counts as one, `BreakdownRanks.other`.
    let kept: Set<UInt32>?
    private(set) var total: Group
    private var list: [Group] = []
    /// Where a value's group stands in `list`: `none` and small ranks by the number after theirs, the others
    /// by key.
    private var smallRanks: [Int32]
    private var otherRanks: [UInt32: Int32] = [:]
    private var order = GroupOrder()
    private var bestOfUser = 0
    private var bestOfUserByValue: [UInt32: Int] = [:]

    init(
        steps: Int, splits: Bool, attribute: UserAttribute? = nil, kept: Set<UInt32>? = nil
    ) {
        self.steps = steps
        self.splits = splits
        self.attribute = attribute
        self.kept = kept
        total = Group(steps: steps)
        smallRanks = splits ? Array(repeating: -1, count: 4096) : []
    }

    /// What the durations and the breakdown values take.
    var byteCount: Int {
        list.reduce(total.byteCount + 16 * otherRanks.count) { $0 + $1.byteCount }
    }

    /// What is known of each value.
    var groups: [UInt32: Group] {
        var groups = otherRanks.mapValues { list[Int($0)] }
        for (rank, index) in smallRanks.enumerated() where index >= 0 {
            groups[UInt32(rank) &- 1] = list[Int(index)]
        }
        return groups
    }

    private mutating func index(of rank: UInt32) -> Int {
        let place = Int(rank &+ 1)
        if place < smallRanks.count {
            if smallRanks[place] < 0 { smallRanks[place] = newGroup() }
            return Int(smallRanks[place])
        }
        if let known = otherRanks[rank] { return Int(known) }
        let index = newGroup()
        otherRanks[rank] = index
        return Int(index)
    }

    private mutating func newGroup() -> Int32 {
        list.append(Group(steps: steps))
        return Int32(list.count - 1)
    }

    mutating func add(user: Int, _ outcome: FunnelOutcome) {
        guard outcome.level > 0 else { return }
        total.add(outcome)
        bestOfUser = max(bestOfUser, outcome.level)
        guard splits else { return }
        let value = shown(attribute?.rank(of: user) ?? outcome.value)
        list[index(of: value)].add(outcome)
        bestOfUserByValue[value] = max(bestOfUserByValue[value] ?? 0, outcome.level)
    }

    private func shown(_ value: UInt32) -> UInt32 {
        guard let kept, value != BreakdownRanks.none, !kept.contains(value) else { return value }
        return BreakdownRanks.other
    }

    mutating func finish(user: Int) {
        guard bestOfUser > 0 else { return }
        total.users[bestOfUser] += 1
        bestOfUser = 0
        guard splits else { return }
        for (value, level) in bestOfUserByValue {
            list[index(of: value)].users[level] += 1
        }
        bestOfUserByValue.removeAll(keepingCapacity: true)
    }

    mutating func add(_ state: FunnelWalkState) {
        let counts = state.usersByLevel
        for level in 1...steps {
            total.units[level] += counts[level]
            total.users[level] += counts[level]
            guard level > 1 else { continue }
            state.collect(
                level: level, fromFirst: &total.fromFirst[level - 1],
                fromPrevious: &total.fromPrevious[level - 1])
        }
        if splits { addByValue(state) }
    }

    mutating func add(_ arrivals: [PostingWalk.Arrivals], base: Int) {
        for (index, arrived) in arrivals.enumerated() {
            let further = index + 1 < arrivals.count ? arrivals[index + 1].count : 0
            total.units[index + 1] += arrived.count - further
            total.users[index + 1] += arrived.count - further
            guard index > 0 else { continue }
            total.fromFirst[index].append(arrived.fromFirst, count: arrived.count)
            guard index > 1 else { continue }
            total.fromPrevious[index].append(arrived.fromPrevious, count: arrived.count)
        }
    }

    private mutating func addByValue(_ state: FunnelWalkState) {
        order.begin()
        for slot in 0..<state.userCount {
            guard state.levels[slot] > 0 else {
                order.append(group: nil)
                continue
            }
            let value = attribute?.rank(of: state.firstUser + slot) ?? state.levelValues[slot]
            order.append(group: index(of: shown(value)))
        }
        if order.pays(groups: list.count) {
            order.sort(groups: list.count)
            for group in list.indices { list[group].add(state, order.slots(of: group)) }
        } else {
            for (slot, group) in order.groups.enumerated() where group >= 0 {
                list[Int(group)].add(state, slot)
            }
        }
    }
}

extension TallyCollector.Group {
    var byteCount: Int {
        let size = 16 * units.count + 128 * fromFirst.count
        return (fromFirst + fromPrevious).reduce(size) { $0 + $1.byteCount }
    }

    mutating func add(_ outcome: FunnelOutcome) {
        units[outcome.level] += 1
        for step in 0..<outcome.level {
            fromFirst[step].append(outcome.fromFirst[step])
            if step > 1 { fromPrevious[step].append(outcome.fromPrevious[step]) }
        }
    }

    /// Users who are one unit each; the first step's times are 0 and not kept.
    mutating func add(_ state: FunnelWalkState, _ slots: ArraySlice<UInt32>) {
        guard !slots.isEmpty else { return }
        for slot in slots {
            let level = Int(state.levels[Int(slot)])
            units[level] += 1
            users[level] += 1
        }
        for step in fromFirst.indices.dropFirst() {
            state.collect(
                level: step + 1, of: slots, fromFirst: &fromFirst[step],
                fromPrevious: &fromPrevious[step])
        }
    }

    /// One user who is one unit; the first step's times are 0 and not kept.
    mutating func add(_ state: FunnelWalkState, _ slot: Int) {
        let level = Int(state.levels[slot])
        units[level] += 1
        users[level] += 1
        for step in 1..<max(1, level) {
            fromFirst[step].append(state.fromFirst[step * state.userCount + slot])
            guard step > 1 else { continue }
            fromPrevious[step].append(state.fromPrevious[step * state.userCount + slot])
        }
    }
}
