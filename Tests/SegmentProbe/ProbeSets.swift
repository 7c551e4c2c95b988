import Bitmaps

/// Made-up sets that change a little from round to round, the same for the same numbers.
///
///     ProbeSets(limit: 10_000, users: 2_000, changes: 20).users(segment: 3, round: 7)
struct ProbeSets {
    /// User numbers lie below it.
    let limit: UInt32
    let users: Int
    /// How many numbers enter or leave at each round.
    let changes: Int

    func users(segment: Int64, round: Int) -> Bitmap {
        var set = numbers(UInt64(segment) << 32, users)
        for round in 0..<round { set.formSymmetricDifference(changes(segment, round)) }
        return set
    }

    /// What the next round's set differs in.
    func changes(_ segment: Int64, _ round: Int) -> Bitmap {
        numbers(UInt64(segment) << 32 | UInt64(round + 1), changes)
    }

    private func numbers(_ seed: UInt64, _ count: Int) -> Bitmap {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        var set: [UInt32] = []
        set.reserveCapacity(count)
        for _ in 0..<count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            set.append(UInt32((state >> 33) % UInt64(limit)))
        }
        return Bitmap(set.sorted())
    }
}
