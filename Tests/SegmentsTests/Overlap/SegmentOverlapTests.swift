import Bitmaps
import Segments
import TestSupport
import Testing

@Suite struct SegmentOverlapTests {
    /// Which of the sets have each number, counted number by number.
    private func naive(_ sets: [Bitmap]) -> [[Int]: Int] {
        var choices: [UInt32: [Int]] = [:]
        for (index, set) in sets.enumerated() {
            for number in set.numbers { choices[number, default: []].append(index) }
        }
        return Dictionary(grouping: choices.values) { $0 }.mapValues(\.count)
    }

    @Test(arguments: Array(1...20) as [UInt64])
    func `regions and pairs of random sets are those counted one by one`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var sets = (0..<1 + random.below(9)).map { _ in RandomSet.make(using: &random) }
        if random.chance(50) { sets.append(RandomSet.next(sets[0], using: &random)) }
        if random.chance(20) { sets.append([.max, .max - 1, 0]) }
        if random.chance(20) { sets.append(Bitmap()) }
        let overlap = SegmentOverlap(of: sets)
        let expected = naive(sets)
        let regions = try #require(overlap.regions)
        #expect(regions.count == expected.count, "seed \(seed)")
        for region in regions { #expect(expected[region.sets] == region.users, "seed \(seed)") }
        #expect(regions.map(\.users) == regions.map(\.users).sorted(by: >))
        #expect(overlap.sizes == sets.map(\.count))
        #expect(overlap.union == expected.values.reduce(0, +))
        #expect(overlap.pairs.count == sets.count * (sets.count - 1) / 2)
        for pair in overlap.pairs {
            let (first, second) = (sets[pair.first], sets[pair.second])
            #expect(pair.both == first.intersectionCount(second))
            #expect(pair.either == first.unionCount(second))
            #expect(
                pair.jaccard == (pair.either == 0 ? nil : Double(pair.both) / Double(pair.either)))
            #expect(
                pair.firstInSecond
                    == (first.isEmpty ? nil : Double(pair.both) / Double(first.count)))
        }
    }

    @Test func `more sets than regions are worked out for still have pairs`() {
        let sets = (0..<20).map { Bitmap(UInt32($0)..<UInt32($0 + 10)) }
        let overlap = SegmentOverlap(of: sets)
        #expect(overlap.regions == nil && overlap.union == 29 && overlap.pairs.count == 190)
        #expect(overlap.pairs[0].both == 9 && overlap.pairs[0].jaccard == 9.0 / 11)
        let sixteen = SegmentOverlap(of: Array(sets.prefix(16)))
        #expect(sixteen.regions?.reduce(0) { $0 + $1.users } == 25)
        #expect(sixteen.pairs.allSatisfy { pair in overlap.pairs.contains(pair) })
    }

    @Test func `no set, one set, the same set twice`() {
        #expect(SegmentOverlap(of: []).union == 0 && SegmentOverlap(of: []).regions == [])
        #expect(SegmentOverlap(of: [[1, 2]]).regions?.first?.users == 2)
        let twice = SegmentOverlap(of: [[1, 2], [1, 2]])
        #expect(twice.regions?.count == 1 && twice.regions?[0].sets == [0, 1])
        #expect(twice.pairs[0].jaccard == 1)
    }
}
