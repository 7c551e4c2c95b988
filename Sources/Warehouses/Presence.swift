/// Which rows of a column hold a value: one bit per row, or nothing at all when every row does.
///
/// ```swift
/// if column.presence.nullCount == 0 { fast loop } else { loop that asks presence[row] }
/// ```
package struct Presence: Sendable, Hashable {
    /// Bit `row % 64` of word `row / 64` is 1 where the row holds a value; empty when all do.
    package let words: [UInt64]
    package let nullCount: Int

    /// Every row holds a value.
    package static let all = Presence(words: [], nullCount: 0)

    package init(words: [UInt64], nullCount: Int) {
        precondition(nullCount > 0 || words.isEmpty, "presence without nulls has no words")
        self.words = words
        self.nullCount = nullCount
    }

    /// Whether the row holds a value.
    package subscript(row: Int) -> Bool {
        words.isEmpty || words[row >> 6] >> UInt64(row & 63) & 1 == 1
    }
}
