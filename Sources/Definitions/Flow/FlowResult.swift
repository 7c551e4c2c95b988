/// A flow's answer: its series, and what they rest on.
package struct FlowResult: Hashable, Sendable {
    package let flow: Flow
    package let context: AnswerContext
    /// In the order of the question's segments.
    package let series: [FlowSeries]

    package init(flow: Flow, context: AnswerContext, series: [FlowSeries]) {
        self.flow = flow
        self.context = context
        self.series = series
    }
}

/// A value at a step: who came there, and whose path ended there.
package struct FlowNode: Hashable, Sendable {
    /// 0 for the first.
    package let step: Int
    package let label: FlowLabel
    /// Users, sessions or paths, as the flow's unit says.
    package let arrivals: Int
    package let exits: Int
    package let users: Int
    package let exitedUsers: Int

    package init(
        step: Int, label: FlowLabel, arrivals: Int, exits: Int, users: Int, exitedUsers: Int
    ) {
        self.step = step
        self.label = label
        self.arrivals = arrivals
        self.exits = exits
        self.users = users
        self.exitedUsers = exitedUsers
    }

    /// Those whose path goes on, also beyond the last step that is shown.
    package var onward: Int { arrivals - exits }
}

/// The way from a value at one step to a value at the next.
package struct FlowLink: Hashable, Sendable {
    /// The step of `from`.
    package let step: Int
    package let from: FlowLabel
    package let to: FlowLabel
    package let count: Int
    package let users: Int

    package init(step: Int, from: FlowLabel, to: FlowLabel, count: Int, users: Int) {
        self.step = step
        self.from = from
        self.to = to
        self.count = count
        self.users = users
    }
}

/// One series of a flow's result.
package struct FlowSeries: Hashable, Sendable {
    package let segment: SegmentChoice
    /// By step; at each step the most frequent first, `(other)` last.
    package let nodes: [FlowNode]
    /// By step, in the order of the nodes that they leave, the most frequent first.
    package let links: [FlowLink]

    /// Where each node stands, and where its links begin.
    private let places: [Place: Int]
    private let firstLinks: [Int]

    /// Puts nodes and links, given in any order, into theirs.
    package init(segment: SegmentChoice, nodes: [FlowNode], links: [FlowLink]) {
        self.segment = segment
        self.nodes = nodes.sorted(by: Self.stands)
        var places: [Place: Int] = [:]
        for (index, node) in self.nodes.enumerated() {
            places[Place(step: node.step, label: node.label)] = index
        }
        self.places = places
        let placed = links.map { (place: Self.place(of: $0, places), link: $0) }
            .sorted { left, right in
                left.place != right.place
                    ? left.place < right.place : Self.stands(left.link, right.link)
            }
        self.links = placed.map { $0.link }
        var firstLinks = Array(repeating: 0, count: nodes.count + 1)
        for link in placed { firstLinks[link.place + 1] += 1 }
        for index in nodes.indices { firstLinks[index + 1] += firstLinks[index] }
        self.firstLinks = firstLinks
    }

    private static func place(of link: FlowLink, _ places: [Place: Int]) -> Int {
        guard let place = places[Place(step: link.step, label: link.from)] else {
            preconditionFailure("a link leaves a node of its series")
        }
        return place
    }

    private struct Place: Hashable {
        let step: Int
        let label: FlowLabel
    }

    private static func stands(_ left: FlowNode, before right: FlowNode) -> Bool {
        if left.step != right.step { return left.step < right.step }
        if (left.label == .other) != (right.label == .other) { return right.label == .other }
        if left.arrivals != right.arrivals { return left.arrivals > right.arrivals }
        return FlowLabel.precedes(left.label, right.label)
    }

    private static func stands(_ left: FlowLink, _ right: FlowLink) -> Bool {
        if (left.to == .other) != (right.to == .other) { return right.to == .other }
        if left.count != right.count { return left.count > right.count }
        return FlowLabel.precedes(left.to, right.to)
    }

    package func node(_ step: Int, _ label: FlowLabel) -> FlowNode? {
        places[Place(step: step, label: label)].map { nodes[$0] }
    }

    /// The links that leave a node.
    package func links(from node: FlowNode) -> ArraySlice<FlowLink> {
        guard let place = places[Place(step: node.step, label: node.label)] else { return [] }
        return links[firstLinks[place]..<firstLinks[place + 1]]
    }
}
