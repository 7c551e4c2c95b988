import Definitions

/// Finds the users of one element.
struct FlowPeople: FlowCollector {
    private let step: Int
    private let label: Target
    private let next: Target?
    private let mustEnd: Bool
    private(set) var users: [UInt32] = []

    /// The labels that an element's label means.
    private enum Target: Sendable {
        case number(UInt32)
        case others(of: FlowNodes)

        func includes(_ step: Int, _ number: UInt32) -> Bool {
            switch self {
            case .number(let wanted): wanted == number
            case .others(let nodes): nodes.place(step, number) == nodes.other
            }
        }
    }

    /// `nodes` tells what `(other)` means; needed only where the element names it.
    init(_ element: FlowElement, _ plan: FlowPlan, nodes: FlowNodes?) {
        func target(_ label: FlowLabel) -> Target {
            switch label {
            case .value(let text):
                return .number(plan.labels.number(of: text) ?? FlowLabelNumbers.unknown)
            case .other:
                guard let nodes else { preconditionFailure("the nodes of an element with others") }
                return .others(of: nodes)
            }
        }
        step = element.step
        switch element.group {
        case .arrived(let label): (self.label, next, mustEnd) = (target(label), nil, false)
        case .exited(let label): (self.label, next, mustEnd) = (target(label), nil, true)
        case .went(let from, let to): (label, next, mustEnd) = (target(from), target(to), false)
        }
    }

    var byteCount: Int { 4 * users.count }

    mutating func add(user: Int, _ path: FlowPath) {
        guard includes(path), users.last != UInt32(user) else { return }
        users.append(UInt32(user))
    }

    private func includes(_ path: FlowPath) -> Bool {
        let count = path.labels.count
        guard step < count, label.includes(step, path.labels[step]) else { return false }
        if mustEnd { return path.isEnded && step == count - 1 }
        guard let next else { return true }
        return step + 1 < count && next.includes(step + 1, path.labels[step + 1])
    }
}

extension FlowElement {
    /// Whether some label of the element means all that is not shown.
    var namesOthers: Bool {
        switch group {
        case .arrived(let label), .exited(let label): label == .other
        case .went(let from, let to): from == .other || to == .other
        }
    }
}
