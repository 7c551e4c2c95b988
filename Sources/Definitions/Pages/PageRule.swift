/// Values that share a row: all that match a pattern, in which `*` stands for any characters.
///
///     PageRule("/loan/*", label: "Loan").matches("/loan/compare")  // true
package struct PageRule: Hashable, Sendable {
    package let pattern: String
    package let label: String

    /// Without a label the pattern itself names the row.
    package init(_ pattern: String, label: String? = nil) {
        self.pattern = pattern
        self.label = label ?? pattern
    }

    /// Whether the whole value matches, byte by byte. Cost: value times pattern at worst.
    package func matches(_ value: String) -> Bool {
        let pattern = Array(pattern.utf8)
        let value = Array(value.utf8)
        var place = 0
        var next = 0
        // Where the last star stood, and what it has taken so far.
        var star: (place: Int, taken: Int)?
        while next < value.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, next)
                place += 1
            } else if place < pattern.count, pattern[place] == value[next] {
                place += 1
                next += 1
            } else if let last = star {
                star = (last.place, last.taken + 1)
                place = last.place + 1
                next = last.taken + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
