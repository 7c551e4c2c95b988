import Bitmaps
import Segments
import TestSupport
import Testing

@Suite struct NearDuplicatesTests {
    private func naive(
        _ sets: [Bitmap], _ hashes: [String], _ threshold: Double
    ) -> [[Int]: Double?] {
        var found: [[Int]: Double?] = [:]
        for first in sets.indices {
            for second in sets.indices where second > first {
                let either = sets[first].unionCount(sets[second])
                let both = sets[first].intersectionCount(sets[second])
                let jaccard = either == 0 || both == 0 ? -1 : Double(both) / Double(either)
                if jaccard >= threshold {
                    found[[first, second]] = jaccard
                } else if hashes[first] == hashes[second], !hashes[first].isEmpty {
                    found[[first, second]] = .some(nil)
                }
            }
        }
        return found
    }

    /// Random sets, copies of them with few changes, and what they were made of.
    private func sets(_ random: inout SplitMix64, limit: Int) -> [Bitmap] {
        var sets: [Bitmap] = [Bitmap(), [7], [7], Bitmap()]
        while sets.count < 60 {
            var set = RandomSet.make(using: &random, limit: limit)
            sets.append(set)
            for _ in 0..<random.below(3) {
                let share = random.below(12)
                for number in set.numbers where random.chance(share) { set.remove(number) }
                sets.append(set)
            }
        }
        return sets
    }

    @Test(arguments: Array(1...16) as [UInt64])
    func `exactly the pairs of all pairs are found`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        // Few stretches of users, or more than are always sampled.
        let sets = sets(&random, limit: random.chance(50) ? 300_000 : 9_000_000)
        let hashes = sets.indices.map { _ in
            random.chance(10) ? "same" : random.chance(5) ? "" : "\(random.next())"
        }
        let threshold = random.pick([0.95, 0.9, 0.5, 0.99, 1, 0.2])
        let candidates = sets.indices.map {
            NearDuplicates.Candidate(
                segment: Int64($0), canonicalHash: hashes[$0], users: sets[$0].count)
        }
        let result = try await NearDuplicates(threshold: threshold, threads: 2)
            .search(candidates) { sets[$0] }
        let expected = naive(sets, hashes, threshold)
        #expect(result.pairs.count == expected.count, "seed \(seed), \(threshold)")
        for pair in result.pairs {
            let jaccard = expected[[Int(pair.first), Int(pair.second)]]
            #expect(jaccard == .some(pair.jaccard), "seed \(seed): \(pair)")
            #expect(
                pair.hasSameDefinition
                    == (hashes[Int(pair.first)] == hashes[Int(pair.second)]
                        && !hashes[Int(pair.first)].isEmpty))
        }
        #expect(Set(result.groups.joined()) == Set(result.pairs.flatMap { [$0.first, $0.second] }))
        for pair in result.pairs {
            #expect(result.groups.contains { $0.contains(pair.first) && $0.contains(pair.second) })
        }
    }

    @Test func `samples rule out unrelated sets of one size`() async throws {
        var random = SplitMix64(seed: 5)
        let sets = (0..<40).map { _ in
            Bitmap((0..<3000).map { _ in UInt32(random.below(20_000_000)) })
        }
        let candidates = sets.indices.map {
            NearDuplicates.Candidate(
                segment: Int64($0), canonicalHash: "\($0)", users: sets[$0].count)
        }
        let result = try await NearDuplicates().search(candidates) { sets[$0] }
        #expect(result.compared == 780 && result.counted == 0 && result.pairs.isEmpty)
    }

    @Test func `a set that cannot be read ends the search with its reason`() async {
        let candidates = (1...3).map {
            NearDuplicates.Candidate(segment: $0, canonicalHash: "\($0)", users: 5)
        }
        let home = SegmentHome()
        await #expect(throws: SnapshotError.self) {
            try await NearDuplicates().search(candidates) { _ in
                try home.store.users(of: 1, in: 1)
            }
        }
    }
}
