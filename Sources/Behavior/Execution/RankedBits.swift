/// Bits with quick counts.
struct RankedBits: Sendable {
    var words: [UInt64]
    private var before: [Int] = []

    init(count: Int) {
        words = Array(repeating: 0, count: count / 64 + 1)
    }

    mutating func rank() {
        var sum = 0
        before = words.map { word in
            defer { sum += word.nonzeroBitCount }
            return sum
        }
    }

    /// Bits set up to and with `index`.
    func upTo(_ index: Int) -> Int {
        before[index / 64]
            + (words[index / 64] & ((2 << UInt64(index % 64)) &- 1)).nonzeroBitCount
    }
}

extension [UInt64] {
    func bit(_ index: Int) -> Bool { self[index / 64] >> UInt64(index % 64) & 1 == 1 }
}
