package import Definitions

/// What an engine says about a flow, in the form in which engines are compared.
package struct FlowAnswer: Hashable, Sendable {
    package var series: [FlowSeries]
    /// The users behind every element of `series`.
    package var users: [FlowElement: Set<String>]

    package init(series: [FlowSeries], users: [FlowElement: Set<String>]) {
        self.series = series
        self.users = users
    }

    /// The first things in which two answers differ, in words; empty where they agree.
    package func differences(from expected: FlowAnswer) -> [String] {
        var found: [String] = []
        if series.map(\.segment) != expected.series.map(\.segment) { found.append("the series") }
        for (index, (own, other)) in zip(series, expected.series).enumerated() {
            if own.nodes != other.nodes {
                found.append("series \(index): nodes \(own.nodes)\n  expected \(other.nodes)")
            }
            if own.links != other.links {
                found.append("series \(index): links \(own.links)\n  expected \(other.links)")
            }
        }
        for (element, members) in expected.users.sorted(by: { $0.key.id < $1.key.id })
        where users[element] != members {
            let actual = users[element].map { "\($0.sorted())" } ?? "nothing"
            found.append("\(element.id): \(actual), expected \(members.sorted())")
        }
        for element in Set(users.keys).subtracting(expected.users.keys) {
            found.append("\(element.id): not expected at all")
        }
        return found
    }
}

extension FlowSeries {
    /// Every element that the series names, with the number of users that it shows.
    package func elements(series index: Int) -> [FlowElement: Int] {
        var elements: [FlowElement: Int] = [:]
        for node in nodes {
            elements[FlowElement(.arrived(node.label), step: node.step, series: index)] = node.users
            elements[FlowElement(.exited(node.label), step: node.step, series: index)] =
                node.exitedUsers
        }
        for link in links {
            let group = FlowElement.Group.went(from: link.from, to: link.to)
            elements[FlowElement(group, step: link.step, series: index)] = link.users
        }
        return elements
    }
}

/// Counts one series of the reference's paths.
struct FlowReferenceSeries {
    let flow: Flow
    let segment: SegmentChoice
    let index: Int
    let paths: [ReferencePath]
    /// By step: the labels with the most paths.
    private let shown: [Set<String>]

    init(flow: Flow, segment: SegmentChoice, index: Int, paths: [ReferencePath]) {
        self.flow = flow
        self.segment = segment
        self.index = index
        self.paths = paths
        shown = (0..<flow.steps).map {
            Set(Self.shown(paths, at: $0).prefix(flow.nodesPerStep))
        }
    }

    func add(to answer: inout FlowAnswer) {
        var nodes: [FlowNode] = []
        var links: [FlowLink] = []
        for step in 0..<flow.steps {
            for label in labels(at: step) {
                let arrived = paths.filter { self.label(step, $0) == label }
                let exited = arrived.filter { $0.isEnded && $0.labels.count == step + 1 }
                nodes.append(
                    FlowNode(
                        step: step, label: label, arrivals: arrived.count, exits: exited.count,
                        users: users(arrived).count, exitedUsers: users(exited).count))
                note(.arrived(label), step, arrived, &answer)
                note(.exited(label), step, exited, &answer)
                guard step + 1 < flow.steps else { continue }
                for next in labels(at: step + 1) {
                    let went = arrived.filter { self.label(step + 1, $0) == next }
                    guard !went.isEmpty else { continue }
                    links.append(
                        FlowLink(
                            step: step, from: label, to: next, count: went.count,
                            users: users(went).count))
                    note(.went(from: label, to: next), step, went, &answer)
                }
            }
        }
        answer.series.append(FlowSeries(segment: segment, nodes: nodes, links: links))
    }

    private func note(
        _ group: FlowElement.Group, _ step: Int, _ paths: [ReferencePath],
        _ answer: inout FlowAnswer
    ) {
        answer.users[FlowElement(group, step: step, series: index)] = users(paths)
    }

    private func users(_ paths: [ReferencePath]) -> Set<String> { Set(paths.map(\.user)) }

    private func label(_ step: Int, _ path: ReferencePath) -> FlowLabel? {
        guard step < path.labels.count else { return nil }
        return shown[step].contains(path.labels[step]) ? .value(path.labels[step]) : .other
    }

    private func labels(at step: Int) -> [FlowLabel] {
        Set(paths.compactMap { label(step, $0) }).sorted(by: FlowLabel.precedes)
    }

    /// The labels at a step, those with the most paths first; of equal ones the smaller.
    private static func shown(_ paths: [ReferencePath], at step: Int) -> [String] {
        let labels = paths.filter { step < $0.labels.count }.map { $0.labels[step] }
        let counts = Dictionary(grouping: labels, by: \.self).mapValues(\.count)
        let sorted = counts.sorted { left, right in
            left.value != right.value
                ? left.value > right.value
                : left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
        }
        return sorted.map(\.key)
    }
}
