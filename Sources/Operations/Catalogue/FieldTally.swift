package import Definitions

/// How often each value of a field occurs.
package struct FieldTally: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let value: Value
        package let count: Int
    }

    /// The most frequent first, equals by their texts; of many only the first ones.
    var entries: [Entry]
    /// Rows, or users of a table of attributes.
    var rowCount: Int
    /// Rows without a value.
    var nullCount: Int
    /// Rows among them whose column holds something that is no value of the type.
    var unreadableCount: Int
    /// How many values there are; nil where there are too many to count.
    var distinctCount: Int?
    /// The least and the greatest number or time.
    var minimum: Value?
    var maximum: Value?

    /// Of so many values at most the most frequent are kept.
    static let entryLimit = 10_000
    /// How many different numbers are told apart in a dataset of the home.
    static let distinctLimit = 1_000_000

    /// Whether `entries` has every value there is.
    var isWhole: Bool { distinctCount == entries.count }
}

extension FieldTally {
    /// From all values with their counts.
    init(
        _ counted: [Entry], rowCount: Int, isText: Bool, unreadableCount: Int = 0
    ) {
        let sorted = counted.sorted(by: Entry.isBefore)
        entries = Array(sorted.prefix(Self.entryLimit))
        self.rowCount = rowCount
        nullCount = rowCount - counted.reduce(0) { $0 + $1.count }
        self.unreadableCount = unreadableCount
        distinctCount = counted.count
        guard !isText else { return }
        minimum = counted.min { $0.value.number < $1.value.number }?.value
        maximum = counted.max { $0.value.number < $1.value.number }?.value
    }
}

extension FieldTally.Entry {
    static func isBefore(_ left: Self, _ right: Self) -> Bool {
        guard left.count == right.count else { return left.count > right.count }
        switch (left.value, right.value) {
        case (.text(let first), .text(let second)):
            return first.utf8.lexicographicallyPrecedes(second.utf8)
        default: return left.value.number < right.value.number
        }
    }
}

extension Value {
    /// For an order among numbers, times and truth values.
    fileprivate var number: Double {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .boolean(let flag): flag ? 1 : 0
        case .text: 0
        }
    }
}
