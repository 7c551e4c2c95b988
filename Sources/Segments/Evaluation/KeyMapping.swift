package import Bitmaps

/// Which users each value of another key belongs to: account 7 to the users 1 and 4.
///
///     let mapping = KeyMapping(keys: [7, 7, 9], users: [1, 4, 1])
///     mapping.users(of: [9])   // {1}
///
/// Two flat arrays: 4 bytes a key number and 4 a pair. Cost to make: two passes over the pairs.
package struct KeyMapping: Sendable {
    /// The users of key k are `users[starts[k] ..< starts[k + 1]]`.
    private let starts: [UInt32]
    private let users: [UInt32]
    /// Every key that there is, also one without a user: the base of "zero times" on this key.
    package let keys: Bitmap

    /// Pairs in any order; pairs without a key (`ScanBatch.noKey`) are left out, and those without a user
    /// lead to nobody.
    package init(keys: [UInt32], users: [UInt32]) {
        precondition(keys.count == users.count, "a user for each key")
        let none = ScanBatch.noKey
        var limit = 0
        for key in keys where key != none { limit = max(limit, Int(key) + 1) }
        var starts = [UInt32](repeating: 0, count: limit + 1)
        for (key, user) in zip(keys, users) where key != none && user != none {
            starts[Int(key) + 1] += 1
        }
        for key in 0..<limit { starts[key + 1] += starts[key] }
        var next = starts
        var sorted = [UInt32](repeating: 0, count: Int(starts[limit]))
        for (key, user) in zip(keys, users) where key != none && user != none {
            sorted[Int(next[Int(key)])] = user
            next[Int(key)] += 1
        }
        self.starts = starts
        self.users = sorted
        self.keys = Bitmap(keys.filter { $0 != none })
    }

    package var byteCount: Int { 4 * (starts.count + users.count) + keys.byteCount }

    /// The keys of one user. Cost: a pass over all pairs.
    package func keys(of user: UInt32) -> [UInt32] {
        (0..<max(0, starts.count - 1)).filter { key in
            users[Int(starts[key])..<Int(starts[key + 1])].contains(user)
        }.map { UInt32($0) }
    }

    /// The users of the keys. Cost: about 5 ns a pair.
    package func users(of keys: Bitmap) -> Bitmap {
        var found = Bitmap()
        keys.forEachBlock { block in
            var part: [UInt32] = []
            for key in block where Int(key) < starts.count - 1 {
                part += users[Int(starts[Int(key)])..<Int(starts[Int(key) + 1])]
            }
            part.sort()
            found.insert(contentsOf: part)
        }
        return found
    }
}
