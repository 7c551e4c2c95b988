package import Bitmaps

/// Finds segments that say or give nearly the same, among thousands, exactly: no pair is lost, and none
/// is reported that has not been counted.
///
///     let found = try await NearDuplicates(threshold: 0.95).search(candidates) { try store.users(…) }
///
/// Two sets A and B have the Jaccard index |A and B| / |A or B|. It reaches t only where
/// |A xor B| <= (1 - t) / (1 + t) * (|A| + |B|), so that a part of all users in which A and B differ by
/// more than this rules a pair out. Of each set only such a part, the **sample**, is held; pairs that it
/// does not rule out are counted whole.
///
/// Cost: reads each set once, and those of pairs that are left a second time; holds about an eighth of
/// all sets at the threshold 0.95.
package struct NearDuplicates: Sendable {
    /// The least Jaccard index, above 0 and up to 1.
    package let threshold: Double
    package let threads: Int

    package init(threshold: Double = 0.95, threads: Int = 1) {
        precondition(threshold > 0 && threshold <= 1, "a share above 0")
        self.threshold = threshold
        self.threads = max(1, threads)
    }

    /// A segment as far as the search asks.
    package struct Candidate: Hashable, Sendable {
        package let segment: Int64
        package let canonicalHash: String
        /// Users of its newest snapshot; nil where it has none. Empty sets are compared with none.
        package let users: Int?

        package init(segment: Int64, canonicalHash: String, users: Int?) {
            self.segment = segment
            self.canonicalHash = canonicalHash
            self.users = users
        }
    }

    /// Two segments that are nearly the same.
    package struct Pair: Hashable, Sendable {
        package let first: Int64
        package let second: Int64
        package let hasSameDefinition: Bool
        /// Users in both and Jaccard index; nil where the sets were not near enough, or not there.
        package let both: Int?
        package let jaccard: Double?
    }

    package struct Result: Hashable, Sendable {
        /// Same definitions first, then by index, descending.
        package let pairs: [Pair]
        /// Segments that hang together through pairs, largest group first, each ascending.
        package let groups: [[Int64]]
        /// How many pairs sizes alone did not rule out, and how many were counted whole.
        package let compared: Int
        package let counted: Int
    }
}

extension NearDuplicates {
    /// `users` reads the newest set of a candidate, by its position; it is called from several threads.
    package func search(
        _ candidates: [Candidate], users: @Sendable @escaping (Int) throws -> Bitmap
    ) async throws -> Result {
        let bySize = candidates.indices.filter { (candidates[$0].users ?? 0) > 0 }
            .sorted { (candidates[$0].users!, $0) < (candidates[$1].users!, $1) }
        let sizes = bySize.map { candidates[$0].users! }
        let samples = try await SampleTable(
            limit: sampleShare, threads: threads, positions: bySize, users: users)
        let (near, compared) = try await nearPairs(samples, sizes)
        let counts = try await exactCounts(near, bySize, users)
        var found: [Couple: Pair] = [:]
        for ((left, right), both) in zip(near, counts) {
            let jaccard = Double(both) / Double(sizes[left] + sizes[right] - both)
            guard jaccard >= threshold else { continue }
            add(Couple(bySize[left], bySize[right]), candidates, both, jaccard, to: &found)
        }
        addSameDefinitions(candidates, to: &found)
        let pairs = found.values.sorted(by: Self.precedes)
        return Result(
            pairs: pairs, groups: Self.groups(pairs), compared: compared, counted: near.count)
    }

    /// Positions of two candidates, the lesser first.
    private struct Couple: Hashable {
        let first: Int
        let second: Int

        init(_ one: Int, _ other: Int) {
            first = min(one, other)
            second = max(one, other)
        }
    }

    private func add(
        _ couple: Couple, _ candidates: [Candidate], _ both: Int?, _ jaccard: Double?,
        to found: inout [Couple: Pair]
    ) {
        let (first, second) = (candidates[couple.first], candidates[couple.second])
        found[couple] = Pair(
            first: first.segment, second: second.segment,
            hasSameDefinition: first.canonicalHash == second.canonicalHash
                && !first.canonicalHash.isEmpty, both: both, jaccard: jaccard)
    }

    private func addSameDefinitions(_ candidates: [Candidate], to found: inout [Couple: Pair]) {
        let sames = Dictionary(grouping: candidates.indices) { candidates[$0].canonicalHash }
        for (hash, same) in sames where !hash.isEmpty {
            for (place, first) in same.enumerated() {
                for second in same[(place + 1)...] where found[Couple(first, second)] == nil {
                    add(Couple(first, second), candidates, nil, nil, to: &found)
                }
            }
        }
    }

    private static func precedes(_ one: Pair, _ other: Pair) -> Bool {
        if one.hasSameDefinition != other.hasSameDefinition { return one.hasSameDefinition }
        if one.jaccard != other.jaccard { return one.jaccard ?? -1 > other.jaccard ?? -1 }
        return (one.first, one.second) < (other.first, other.second)
    }

    /// Connected components.
    private static func groups(_ pairs: [Pair]) -> [[Int64]] {
        var parents: [Int64: Int64] = [:]
        func root(_ segment: Int64) -> Int64 {
            var root = segment
            while let parent = parents[root], parent != root { root = parent }
            parents[segment] = root
            return root
        }
        for pair in pairs {
            let (first, second) = (root(pair.first), root(pair.second))
            parents[max(first, second)] = min(first, second)
        }
        return Dictionary(grouping: parents.keys, by: root).values.map { $0.sorted() }
            .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }
}
