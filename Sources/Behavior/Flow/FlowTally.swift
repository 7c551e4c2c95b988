import Definitions

/// Counts arrivals, exits and links between nodes, and the different users of each.
struct FlowTally: FlowCollector {
    private let nodes: FlowNodes
    private let width: Int
    private let steps: Int
    private var arrivals: FlowCells
    private var exits: FlowCells
    private var links: FlowCells

    init(_ plan: FlowPlan, _ nodes: FlowNodes) {
        self.nodes = nodes
        width = nodes.other + 1
        steps = plan.steps
        let countsUsers = plan.unit != .user
        arrivals = FlowCells(count: plan.steps * width, countsUsers: countsUsers)
        exits = FlowCells(count: plan.steps * width, countsUsers: countsUsers)
        links = FlowCells(count: (plan.steps - 1) * width * width, countsUsers: countsUsers)
    }

    var byteCount: Int { arrivals.byteCount + exits.byteCount + links.byteCount }

    mutating func add(user: Int, _ path: FlowPath) {
        var previous = 0
        for step in path.labels.indices {
            let place = nodes.place(step, path.labels[step])
            arrivals.add(step * width + place, user: user)
            if step > 0 { links.add(((step - 1) * width + previous) * width + place, user: user) }
            previous = place
        }
        if path.isEnded { exits.add((path.labels.count - 1) * width + previous, user: user) }
    }

    mutating func addArrivals(_ step: Int, _ label: UInt32, count: Int) {
        arrivals.add(step * width + nodes.place(step, label), count: count)
    }

    mutating func addExits(_ step: Int, _ label: UInt32, count: Int) {
        exits.add(step * width + nodes.place(step, label), count: count)
    }

    mutating func addLinks(_ step: Int, from: UInt32, to: UInt32, count: Int) {
        let (from, to) = (nodes.place(step, from), nodes.place(step + 1, to))
        links.add((step * width + from) * width + to, count: count)
    }

    mutating func merge(_ other: FlowTally) {
        arrivals.merge(other.arrivals)
        exits.merge(other.exits)
        links.merge(other.links)
    }

    func series(_ segment: SegmentChoice, _ plan: FlowPlan) -> FlowSeries {
        FlowSeries(segment: segment, nodes: resultNodes(plan), links: resultLinks(plan))
    }

    private func resultNodes(_ plan: FlowPlan) -> [FlowNode] {
        (0..<steps * width).compactMap { cell in
            let arrived = arrivals[cell]
            guard arrived.count > 0 else { return nil }
            let (step, place) = (cell / width, cell % width)
            let exited = exits[cell]
            return FlowNode(
                step: step, label: label(step, place, plan), arrivals: arrived.count,
                exits: exited.count, users: arrived.users, exitedUsers: exited.users)
        }
    }

    private func resultLinks(_ plan: FlowPlan) -> [FlowLink] {
        (0..<(steps - 1) * width * width).compactMap { cell in
            let went = links[cell]
            guard went.count > 0 else { return nil }
            let step = cell / (width * width)
            return FlowLink(
                step: step, from: label(step, cell / width % width, plan),
                to: label(step + 1, cell % width, plan), count: went.count, users: went.users)
        }
    }

    private func label(_ step: Int, _ place: Int, _ plan: FlowPlan) -> FlowLabel {
        guard place < nodes.other else { return .other }
        return .value(plan.labels.texts[Int(nodes.shown[step][place])])
    }
}

/// Counts by cell, of paths and of different users.
struct FlowCells: Sendable {
    private var counts: [Int]
    /// Empty where each user has one path.
    private var users: [Int]
    /// Who was counted last in each cell.
    private var last: [Int]

    init(count: Int, countsUsers: Bool) {
        counts = Array(repeating: 0, count: count)
        users = countsUsers ? counts : []
        last = countsUsers ? Array(repeating: -1, count: count) : []
    }

    var byteCount: Int { 8 * (counts.count + users.count + last.count) }

    mutating func add(_ cell: Int, user: Int) {
        counts[cell] += 1
        guard !last.isEmpty, last[cell] != user else { return }
        last[cell] = user
        users[cell] += 1
    }

    /// Adds so many paths, each of another user.
    mutating func add(_ cell: Int, count: Int) {
        counts[cell] += count
        if !users.isEmpty { users[cell] += count }
    }

    /// Adds what another worker has counted: of other users.
    mutating func merge(_ other: FlowCells) {
        for cell in counts.indices { counts[cell] += other.counts[cell] }
        for cell in users.indices { users[cell] += other.users[cell] }
    }

    subscript(_ cell: Int) -> (count: Int, users: Int) {
        (counts[cell], users.isEmpty ? counts[cell] : users[cell])
    }
}
