/// Which user numbers have come up, one bit each.
struct UserSet {
    private var words: [UInt64] = []
    private(set) var count = 0

    mutating func insert(contentsOf numbers: [UInt32]) {
        for number in numbers where number != .max {
            let word = Int(number >> 6)
            if word >= words.count {
                words.append(
                    contentsOf: repeatElement(0, count: max(word + 1, 1024) * 2 - words.count))
            }
            let bit: UInt64 = 1 << UInt64(number & 63)
            if words[word] & bit == 0 {
                words[word] |= bit
                count += 1
            }
        }
    }
}
