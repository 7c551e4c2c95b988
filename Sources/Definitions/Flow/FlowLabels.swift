/// From the values of events to the labels of steps, as a flow's rules and hidden labels say.
///
///     FlowLabels(flow).label(of: "/loan/42")  // "Loan"
package struct FlowLabels: Sendable {
    private let rules: [(pattern: [UInt8], label: String)]
    private let hidden: Set<[UInt8]>

    package init(_ flow: Flow) {
        rules = flow.rules.map { (Array($0.pattern.utf8), $0.label) }
        hidden = Set(flow.hidden.map { Array($0.utf8) })
    }

    /// The label of a value; nil where it is hidden. Cost: the value's length for each rule.
    package func label(of value: String) -> String? {
        var label = value
        if !rules.isEmpty {
            let bytes = Array(value.utf8)
            label = rules.first { Self.matches(bytes, $0.pattern) }?.label ?? value
        }
        return !hidden.isEmpty && hidden.contains(Array(label.utf8)) ? nil : label
    }

    /// Whether the whole text matches; each `*` of the pattern stands for any bytes, also none.
    static func matches(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
        let star = UInt8(ascii: "*")
        var (position, place) = (0, 0)
        var retry: (position: Int, place: Int)?
        while position < text.count {
            if place < pattern.count, pattern[place] == star {
                retry = (position, place + 1)
                place += 1
            } else if place < pattern.count, pattern[place] == text[position] {
                position += 1
                place += 1
            } else if let last = retry {
                // The latest star takes one byte more.
                retry = (last.position + 1, last.place)
                (position, place) = (last.position + 1, last.place)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == star }
    }
}
