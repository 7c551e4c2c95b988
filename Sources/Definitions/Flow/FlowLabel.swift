/// What stands at a step of a flow: a value, or all values that are not shown.
package enum FlowLabel: Hashable, Sendable {
    case value(String)
    case other

    /// `/home`, `(other)`
    package var title: String {
        switch self {
        case .value(let text): text
        case .other: "(other)"
        }
    }

    // By bytes, as all texts: two spellings of one letter are two values.
    package static func == (left: FlowLabel, right: FlowLabel) -> Bool {
        switch (left, right) {
        case (.value(let a), .value(let b)): a.utf8.elementsEqual(b.utf8)
        case (.other, .other): true
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        guard case .value(let text) = self else { return hasher.combine(0) }
        for byte in text.utf8 { hasher.combine(byte) }
    }

    /// The order in which equally frequent labels stand: by their bytes, `(other)` last.
    package static func precedes(_ left: FlowLabel, _ right: FlowLabel) -> Bool {
        switch (left, right) {
        case (.value(let a), .value(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
        case (.value, .other): true
        default: false
        }
    }
}
