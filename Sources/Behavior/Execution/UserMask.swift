/// A set of user numbers as one bit a user: what an analysis reads a segment from.
package struct UserMask: Sendable, Hashable {
    package private(set) var words: [UInt64]

    /// Room for user numbers below `limit`.
    package init(limit: Int) {
        words = Array(repeating: 0, count: (limit + 63) / 64)
    }

    package init(limit: Int, _ users: some Sequence<UInt32>) {
        self.init(limit: limit)
        for user in users where Int(user) < limit { insert(Int(user)) }
    }

    /// The users whose bits are set, of numbers below `limit`.
    package init(words: [UInt64], limit: Int) {
        precondition(words.count == (limit + 63) / 64, "a bit a user")
        self.words = words
    }

    package mutating func insert(_ user: Int) {
        words[user / 64] |= 1 << UInt64(user % 64)
    }

    package func contains(_ user: Int) -> Bool {
        user / 64 < words.count && words[user / 64] >> UInt64(user % 64) & 1 == 1
    }

    /// Everyone below `limit` who is not in this set.
    package func inverted(limit: Int) -> UserMask {
        var result = UserMask(limit: limit)
        for index in result.words.indices {
            result.words[index] = index < words.count ? ~words[index] : ~0
        }
        if limit % 64 != 0, !result.words.isEmpty {
            result.words[result.words.count - 1] &= (1 << UInt64(limit % 64)) - 1
        }
        return result
    }

    /// Those who are in both; all of this set where there is no other.
    func intersection(_ other: UserMask?) -> UserMask {
        guard let other else { return self }
        var result = self
        for index in words.indices {
            result.words[index] &= index < other.words.count ? other.words[index] : 0
        }
        return result
    }

    /// The words of a block of users that starts at a multiple of 64.
    func slice(_ users: Range<Int>) -> [UInt64] {
        let first = users.lowerBound / 64
        let end = min(words.count, (users.upperBound + 63) / 64)
        let part = first < end ? Array(words[first..<end]) : []
        let missing = (users.count + 63) / 64 - part.count
        return part + Array(repeating: 0, count: max(0, missing))
    }
}
