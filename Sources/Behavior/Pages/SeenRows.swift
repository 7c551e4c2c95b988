/// Which rows each user of a block has been seen at: one bit a user and row.
struct SeenRows: Sendable {
    /// Words a user.
    private let width: Int
    private var words: [UInt64] = []

    init(rows: Int) {
        width = (rows + 63) / 64
    }

    /// Forgets everything and makes room for a block of users.
    mutating func begin(users: Int) {
        words.removeAll(keepingCapacity: true)
        words.append(contentsOf: repeatElement(0, count: users * width))
    }

    /// Whether the row is new for the user.
    mutating func insert(_ row: Int, of user: Int) -> Bool {
        let word = user * width + row >> 6
        let bit: UInt64 = 1 << UInt64(row & 63)
        guard words[word] & bit == 0 else { return false }
        words[word] |= bit
        return true
    }

    func contains(_ row: Int, of user: Int) -> Bool {
        words[user * width + row >> 6] >> UInt64(row & 63) & 1 == 1
    }

    func hasAny(_ user: Int) -> Bool {
        for word in user * width..<(user + 1) * width where words[word] != 0 { return true }
        return false
    }

    mutating func clear(_ user: Int) {
        for word in user * width..<(user + 1) * width { words[word] = 0 }
    }
}
