package import Definitions

/// How often callers asked about segments since the last look. Not shared between threads.
package struct UsageTally: Sendable {
    package struct Key: Hashable, Sendable {
        package let segment: Int64
        package let kind: String
        package let name: String
    }

    package private(set) var calls: [Key: Int] = [:]

    package init() {}

    package var isEmpty: Bool { calls.isEmpty }

    package mutating func note(_ segment: Int64, _ caller: Caller, calls count: Int = 1) {
        calls[Key(segment: segment, kind: caller.useKind, name: caller.name), default: 0] += count
    }

    package mutating func add(_ other: UsageTally) {
        calls.merge(other.calls, uniquingKeysWith: +)
    }

    /// What was counted; begins again from nothing.
    package mutating func drain() -> UsageTally {
        defer { calls.removeAll(keepingCapacity: true) }
        return self
    }
}

extension Caller {
    /// The kind of its uses: `client` or `person`.
    package var useKind: String {
        switch kind {
        case .program: "client"
        case .person: "person"
        }
    }
}
