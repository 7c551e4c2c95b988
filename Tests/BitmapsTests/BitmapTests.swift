import Bitmaps
import Testing

@Suite struct BitmapTests {
    /// Numbers that make every kind of container: sparse, dense, runs.
    static func numbers(_ seed: UInt64) -> Set<UInt32> {
        var state = seed
        func next() -> UInt32 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt32(truncatingIfNeeded: state >> 33)
        }
        var numbers: Set<UInt32> = [0, .max, .max - 1]
        for _ in 0..<500 { numbers.insert(next() % 3_000_000) }
        for _ in 0..<9000 { numbers.insert(131_072 + next() % 20_000) }
        let start = next() % 200_000
        for number in start..<start + 3000 { numbers.insert(number) }
        return numbers
    }

    @Test(arguments: [1, 2, 3])
    func `a bitmap is the set of its numbers`(seed: UInt64) {
        let set = Self.numbers(seed)
        let sorted = set.sorted()
        var bitmap = Bitmap(Array(set))
        #expect(bitmap.count == set.count && bitmap.numbers == sorted)
        #expect(bitmap.min == 0 && bitmap.max == .max)
        #expect(bitmap == Bitmap(sorted))
        for number in 0..<2000 as Range<UInt32> {
            #expect(bitmap.contains(number) == set.contains(number))
        }
        bitmap.compact()
        #expect(bitmap == Bitmap(sorted))
        #expect(bitmap.number(at: 700) == sorted[700] && bitmap.number(at: set.count) == nil)
        #expect(bitmap.rank(of: sorted[700]) == 701)
        #expect(
            bitmap.numbers(from: sorted[10] + 1, count: 50)
                == Array(sorted.filter { $0 > sorted[10] }.prefix(50)))
        var blocks: [UInt32] = []
        bitmap.forEachBlock { blocks += $0 }
        #expect(blocks == sorted)
        #expect(
            Bitmap(words: bitmap.words(below: 3_000_001)).numbers
                == sorted.filter { $0 < 3_000_001 })
    }

    @Test(arguments: [4, 5])
    func `algebra and its counts agree with sets`(seed: UInt64) {
        let (left, right) = (Self.numbers(seed), Self.numbers(seed + 100))
        let (one, other) = (Bitmap(Array(left)), Bitmap(Array(right)))
        let cases: [(Bitmap, Int, Set<UInt32>)] = [
            (one.union(other), one.unionCount(other), left.union(right)),
            (one.intersection(other), one.intersectionCount(other), left.intersection(right)),
            (one.subtracting(other), one.subtractingCount(other), left.subtracting(right)),
            (
                one.symmetricDifference(other), one.symmetricDifferenceCount(other),
                left.symmetricDifference(right)
            ),
        ]
        for (bitmap, count, set) in cases {
            #expect(bitmap.numbers == set.sorted() && count == set.count)
        }
        var changed = one
        changed.formUnion(other)
        changed.formIntersection(other)
        #expect(changed == other)
        changed.subtract(other)
        #expect(changed.isEmpty && changed.max == nil)
        #expect(one.intersection(other).isSubset(of: one) && one.intersects(other))
    }

    @Test func `a copy does not see later changes`() {
        var bitmap: Bitmap = [1, 2]
        let copy = bitmap
        bitmap.insert(3)
        bitmap.remove(1)
        #expect(copy.numbers == [1, 2] && bitmap.numbers == [2, 3])
    }

    @Test func `ranges and the empty set`() {
        #expect(Bitmap().numbers == [] && Bitmap(5..<5).isEmpty)
        #expect(Bitmap(3..<6).numbers == [3, 4, 5])
        #expect(Bitmap(0..<10_000_000).count == 10_000_000)
        #expect(Bitmap([]).words(below: 0) == [])
    }
}
