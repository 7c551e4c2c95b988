/// How many users have each value of one attribute, in the set and among all: what engines count.
package struct ValueCounts: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let value: Value
        package let set: Int
        /// Never 0, and at least `set`.
        package let all: Int

        package init(_ value: Value, set: Int, all: Int) {
            self.value = value
            self.set = set
            self.all = all
        }
    }

    /// In the order of the values: texts by bytes, numbers by size, false before true. Times are
    /// integers, milliseconds since 1970 UTC.
    package let entries: [Entry]
    /// Users without a value.
    package let noneInSet: Int
    package let noneInAll: Int

    package init(_ entries: [Entry], noneInSet: Int, noneInAll: Int) {
        self.entries = entries
        self.noneInSet = noneInSet
        self.noneInAll = noneInAll
    }
}

extension Value {
    /// The value of a number; nil of texts and booleans.
    package var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .text, .boolean: nil
        }
    }

    /// The order of values of one type.
    package static func precedes(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
        case (.integer(let a), .integer(let b)): a < b
        case (.boolean(let a), .boolean(let b)): !a && b
        default: (left.number ?? 0) < (right.number ?? 0)
        }
    }

    /// As results and ids write a value of the type: times with the zone's offset.
    package func title(_ type: DatasetSchema.PropertyType, in zone: Zone) -> String {
        if type == .time, case .integer(let instant) = self { zone.text(instant) } else { words }
    }
}
