package import Bitmaps

/// How several sets of users overlap: every combination with its exclusive size, as an UpSet chart
/// shows them, and every pair.
///
///     let overlap = SegmentOverlap(of: [students, savers, travellers])
///     overlap.regions.first  // the largest: sets [0, 2], 4711 users
package struct SegmentOverlap: Hashable, Sendable {
    /// The users of exactly these sets and of no other.
    package struct Region: Hashable, Sendable {
        /// Positions of the sets, ascending.
        package let sets: [Int]
        package let users: Int
    }

    /// Two sets side by side.
    package struct Pair: Hashable, Sendable {
        package let first: Int
        package let second: Int
        package let both: Int
        package let either: Int
        /// `both / either`; nil where both sets are empty.
        package let jaccard: Double?
        /// Which share of the first set is in the second; nil for an empty first set.
        package let firstInSecond: Double?
        package let secondInFirst: Double?

        init(_ first: Int, _ second: Int, sizes: [Int], both: Int) {
            func share(_ part: Int, of whole: Int) -> Double? {
                whole == 0 ? nil : Double(part) / Double(whole)
            }
            self.first = first
            self.second = second
            self.both = both
            either = sizes[first] + sizes[second] - both
            jaccard = share(both, of: either)
            firstInSecond = share(both, of: sizes[first])
            secondInFirst = share(both, of: sizes[second])
        }
    }

    /// In the order given.
    package let sizes: [Int]
    /// Users of at least one set.
    package let union: Int
    /// Combinations that have users, largest first; nil for more sets than regions are worked out for.
    package let regions: [Region]?
    /// Every two sets, in the order given.
    package let pairs: [Pair]

    /// Regions are worked out for up to so many sets.
    package static let regionLimit = Bitmap.exclusiveLimit

    /// Cost: about 4 ns for each user of each set; with more sets than `regionLimit`, a few microseconds
    /// for each pair and 65,536 users.
    package init(of sets: [Bitmap]) {
        guard sets.count <= Self.regionLimit else {
            self.init(pairsOf: sets)
            return
        }
        let counts = Bitmap.exclusiveCounts(of: sets)
        self.init(exclusive: counts, count: sets.count)
    }

    private init(exclusive counts: [Int], count: Int) {
        let found = counts.indices.filter { counts[$0] > 0 }
        func users(with mask: Int) -> Int {
            found.reduce(0) { $0 + ($1 & mask == mask ? counts[$1] : 0) }
        }
        let sizes = (0..<count).map { users(with: 1 << $0) }
        self.sizes = sizes
        union = counts.reduce(0, +)
        regions = found.map { mask in
            Region(sets: (0..<count).filter { mask >> $0 & 1 == 1 }, users: counts[mask])
        }.sorted { $0.precedes($1) }
        pairs = Self.positions(count).map { first, second in
            Pair(first, second, sizes: sizes, both: users(with: 1 << first | 1 << second))
        }
    }

    private init(pairsOf sets: [Bitmap]) {
        let sizes = sets.map(\.count)
        self.sizes = sizes
        union = sets.reduce(into: Bitmap()) { $0.formUnion($1) }.count
        regions = nil
        pairs = Self.positions(sets.count).map { first, second in
            Pair(first, second, sizes: sizes, both: sets[first].intersectionCount(sets[second]))
        }
    }

    private static func positions(_ count: Int) -> [(Int, Int)] {
        (0..<count).flatMap { first in (first + 1..<max(count, first + 1)).map { (first, $0) } }
    }
}

extension SegmentOverlap.Region {
    /// Largest first, then fewer sets, then in the order given.
    fileprivate func precedes(_ other: Self) -> Bool {
        if users != other.users { return users > other.users }
        if sets.count != other.sets.count { return sets.count < other.sets.count }
        return sets.lexicographicallyPrecedes(other.sets)
    }
}
