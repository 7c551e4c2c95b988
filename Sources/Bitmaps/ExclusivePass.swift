import CRoaring

/// Counts, 65,536 neighbouring numbers at a time, which of the sets have each number.
///
/// A table holds a bit for each set that has the number; the numbers found are listed, so that a
/// sparse stretch costs no more than its numbers.
@safe
final class ExclusivePass {
    private static let blockSize = 4096

    private let bitmaps: [Bitmap]
    private let iterators: UnsafeMutablePointer<roaring_uint32_iterator_t>
    /// The next numbers of each set, and which of them are still to be counted.
    private let blocks: UnsafeMutablePointer<UInt32>
    private var positions: [Int]
    private var ends: [Int]
    /// The sets that have each number of the stretch.
    private let masks: UnsafeMutablePointer<UInt16>
    /// The numbers that some set has, and room for one that is written in vain.
    private let touched: UnsafeMutablePointer<UInt16>

    init(_ bitmaps: [Bitmap]) {
        self.bitmaps = bitmaps
        unsafe iterators = .allocate(capacity: bitmaps.count)
        unsafe blocks = .allocate(capacity: bitmaps.count * Self.blockSize)
        unsafe masks = .allocate(capacity: 1 << 16)
        unsafe masks.initialize(repeating: 0, count: 1 << 16)
        unsafe touched = .allocate(capacity: 1 << 16 + 1)
        positions = Array(repeating: 0, count: bitmaps.count)
        ends = positions
        for (index, bitmap) in bitmaps.enumerated() {
            unsafe roaring_init_iterator(bitmap.storage.pointer, iterators + index)
            refill(index)
        }
    }

    deinit {
        unsafe iterators.deallocate()
        unsafe blocks.deallocate()
        unsafe masks.deallocate()
        unsafe touched.deallocate()
    }

    func counts() -> [Int] {
        var counts = [Int](repeating: 0, count: 1 << bitmaps.count)
        while let stretch = nextStretch() {
            var found = 0
            for index in bitmaps.indices { found = mark(index, in: stretch, found) }
            for place in 0..<found {
                let low = unsafe Int(touched[place])
                unsafe counts[Int(masks[low])] += 1
                unsafe masks[low] = 0
            }
        }
        return counts
    }

    /// The first stretch that still has numbers.
    private func nextStretch() -> UInt32? {
        bitmaps.indices.filter { positions[$0] < ends[$0] }
            .map { unsafe blocks[$0 * Self.blockSize + positions[$0]] >> 16 }.min()
    }

    /// Marks the numbers of one set in the stretch; returns how many are listed now.
    private func mark(_ index: Int, in stretch: UInt32, _ found: Int) -> Int {
        let block = unsafe blocks + index * Self.blockSize
        let bit = UInt16(1) << UInt16(index)
        var found = found
        while positions[index] < ends[index] {
            var position = positions[index]
            let end = ends[index]
            while position < end, unsafe block[position] >> 16 == stretch {
                let low = unsafe UInt16(truncatingIfNeeded: block[position])
                let mask = unsafe masks[Int(low)]
                unsafe touched[found] = low
                found += mask == 0 ? 1 : 0
                unsafe masks[Int(low)] = mask | bit
                position += 1
            }
            positions[index] = position
            guard position == end else { return found }
            refill(index)
        }
        return found
    }

    private func refill(_ index: Int) {
        positions[index] = 0
        ends[index] = unsafe Int(
            roaring_read_uint32_iterator(
                iterators + index, blocks + index * Self.blockSize, UInt32(Self.blockSize)))
    }
}
