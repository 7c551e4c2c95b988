/// The users of a block in the order of their groups, so that each group is added to once a block.
///
///     var order = GroupOrder()
///     order.append(group: 1)
///     order.append(group: 0)
///     order.sort(groups: 2)
///     order.slots(of: 0)  // [1]
///
/// Cost: two passes over the users and one over the groups.
struct GroupOrder: Sendable {
    /// Adding a run of users takes as long as adding so many one by one.
    private static let usersPerRun = 8

    /// The group of each slot; -1 for none.
    private(set) var groups: [Int32] = []
    private var slots: [UInt32] = []
    /// Where the slots of each group end.
    private var ends: [Int] = []

    mutating func begin() {
        groups.removeAll(keepingCapacity: true)
    }

    /// The group of the next slot; nil for a user who does not count.
    mutating func append(group: Int?) {
        groups.append(Int32(group ?? -1))
    }

    /// Whether putting them in order is worth it with so many groups.
    func pays(groups count: Int) -> Bool {
        count <= groups.count / Self.usersPerRun
    }

    mutating func sort(groups count: Int) {
        var starts = Array(repeating: 0, count: count + 1)
        for group in groups where group >= 0 { starts[Int(group) + 1] += 1 }
        for group in 0..<count { starts[group + 1] += starts[group] }
        if slots.count < groups.count { slots = Array(repeating: 0, count: groups.count) }
        for (slot, group) in groups.enumerated() where group >= 0 {
            slots[starts[Int(group)]] = UInt32(slot)
            starts[Int(group)] += 1
        }
        ends = starts
    }

    /// The slots of a group, ascending. Call `sort` before.
    func slots(of group: Int) -> ArraySlice<UInt32> {
        slots[(group == 0 ? 0 : ends[group - 1])..<ends[group]]
    }
}
