import Bitmaps
import Testing

@Suite struct BitmapManyTests {
    @Test(arguments: Array(1...8) as [UInt64])
    func `toggled sets are those of an odd count`(seed: UInt64) throws {
        var sets = (0..<Int(seed)).map { index in
            var bitmap = Bitmap(Array(BitmapTests.numbers(seed * 10 + UInt64(index))))
            if index % 2 == 0 { bitmap.compact() }
            return bitmap
        }
        sets += [Bitmap(100..<300_000), Bitmap(0..<65_536), Bitmap()]
        sets[sets.count - 2].compact()
        sets[sets.count - 3].compact()
        var counts: [UInt32: Int] = [:]
        for set in sets { for number in set.numbers { counts[number, default: 0] += 1 } }
        let odd = counts.filter { $0.value % 2 == 1 }.keys.sorted()
        let toggled = try #require(Bitmap(togglingPortableBytes: sets.map(\.portableBytes)))
        #expect(toggled.numbers == odd)
        var changed = Bitmap()
        for set in sets { changed.formSymmetricDifference(set) }
        #expect(changed == toggled)
        let twice = try #require(Bitmap(togglingPortableBytes: (sets + sets).map(\.portableBytes)))
        #expect(twice.isEmpty)
    }

    @Test func `unsound bytes are refused, one set is itself`() {
        let set: Bitmap = [1, 70_000]
        #expect(Bitmap(togglingPortableBytes: [set.portableBytes]) == set)
        #expect(Bitmap(togglingPortableBytes: []) == Bitmap())
        #expect(Bitmap(togglingPortableBytes: [set.portableBytes, [1, 2, 3]]) == nil)
        #expect(Bitmap(togglingPortableBytes: [[]]) == nil)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `exclusive counts are those of every number`(seed: UInt64) {
        let sets = (0..<5).map { Bitmap(Array(BitmapTests.numbers(seed + $0))) }
        var expected = [Int](repeating: 0, count: 32)
        for number in Set(sets.flatMap(\.numbers)) {
            let mask = sets.indices.reduce(0) { $0 | (sets[$1].contains(number) ? 1 << $1 : 0) }
            expected[mask] += 1
        }
        #expect(Bitmap.exclusiveCounts(of: sets) == expected)
    }
}
