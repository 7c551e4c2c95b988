import Columns
import Definitions

/// Finds the users of one element: whose best unit (with the breakdown value) converted or stopped.
struct PeopleCollector: FunnelCollector {
    let group: FunnelElement.Group
    let step: Int
    /// The ranks that the element's breakdown value covers; nil for the whole series.
    let values: ValueSet?
    let attribute: UserAttribute?
    private(set) var users: [UInt32] = []
    private var best = 0

    var byteCount: Int { 4 * users.count }

    /// Some breakdown ranks, or all others.
    struct ValueSet: Sendable {
        var ranks: Set<UInt32>
        var isInverted = false

        func contains(_ rank: UInt32) -> Bool { ranks.contains(rank) != isInverted }
    }

    init(_ element: FunnelElement, values: ValueSet?, attribute: UserAttribute?) {
        self.attribute = attribute
        group = element.group
        step = element.step
        self.values = values
    }

    mutating func add(user: Int, _ outcome: FunnelOutcome) {
        let value = attribute?.rank(of: user) ?? outcome.value
        if values?.contains(value) ?? true { best = max(best, outcome.level) }
    }

    mutating func finish(user: Int) {
        if includes(level: best) { users.append(UInt32(user)) }
        best = 0
    }

    mutating func add(_ state: FunnelWalkState) {
        for slot in 0..<state.userCount where includes(level: Int(state.levels[slot])) {
            let user = state.firstUser + slot
            let value = attribute?.rank(of: user) ?? state.levelValues[slot]
            if values?.contains(value) ?? true { users.append(UInt32(user)) }
        }
    }

    mutating func add(_ arrivals: [PostingWalk.Arrivals], base: Int) {
        let arrived = arrivals[step - 1]
        let further = group == .dropped && step < arrivals.count ? arrivals[step] : nil
        var next = 0
        for user in arrived.users[..<arrived.count] {
            if let further, next < further.count, further.users[next] == user {
                next += 1
            } else {
                users.append(UInt32(base + Int(user)))
            }
        }
    }

    private func includes(level: Int) -> Bool {
        switch group {
        case .converted: level >= step
        case .dropped: level == step
        }
    }
}
