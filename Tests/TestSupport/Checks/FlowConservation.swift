package import Definitions

/// Laws that every flow's numbers keep.
package enum FlowConservation {
    /// The laws that a series breaks, in words.
    package static func violations(in series: FlowSeries, steps: Int) -> [String] {
        var found: [String] = []
        for node in series.nodes {
            let out = series.links(from: node).reduce(0) { $0 + $1.count }
            if node.step < steps - 1, node.arrivals != out + node.exits {
                found.append(
                    "step \(node.step), \(node.label.title): \(node.arrivals) arrive, \(out) go on "
                        + "and \(node.exits) exit")
            }
            if out > node.arrivals { found.append("\(node.label.title): more leave than arrive") }
            if node.users > node.arrivals || node.exitedUsers > node.exits {
                found.append("\(node.label.title): more users than paths")
            }
        }
        for step in 1..<steps {
            let arrived = series.nodes.filter { $0.step == step }.reduce(0) { $0 + $1.arrivals }
            let onward = series.nodes.filter { $0.step == step - 1 }.reduce(0) { $0 + $1.onward }
            if arrived != onward {
                found.append("step \(step): \(arrived) arrive, \(onward) went on before")
            }
        }
        return found
    }
}
