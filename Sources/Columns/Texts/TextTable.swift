import Foundation

/// Texts numbered from 0 in the order in which they first appear, compared byte by byte.
///
///     let table = TextTable()
///     try table.numbers(of: block)  // one number per value of the block
///
/// Looking a text up costs one hash and about three reads of memory. Not shared between threads.
@safe
package final class TextTable {
    /// Stands for code 0 in `numbers(of:)`; no text has this number.
    package static let none = UInt32.max

    package private(set) var count = 0
    package private(set) var byteCount = 0
    let texts: GrowingMemory
    let ends: GrowingMemory
    /// Bytes before the first text and the first end.
    let prefix: Int
    /// A power of two of them, at most half taken: more, and a search reads other texts in vain.
    private(set) var slots: UnsafeMutablePointer<UInt32>
    private(set) var slotCount: Int
    /// Keeps the reads that warm the cache from being optimised away.
    private var warmth: UInt64 = 0

    private static let fewestSlots = 1 << 10

    /// On the heap, empty.
    package convenience init() {
        self.init(texts: GrowingMemory(), ends: GrowingMemory(), prefix: 0)
    }

    init(texts: GrowingMemory, ends: GrowingMemory, prefix: Int) {
        self.texts = texts
        self.ends = ends
        self.prefix = prefix
        slotCount = Self.fewestSlots
        unsafe slots = Self.emptySlots(Self.fewestSlots)
    }

    deinit {
        unsafe free(slots)
    }

    /// The numbers of a block's values by their code, new texts taken in; `none` for code 0.
    package func numbers(of block: TextBlock) throws(ColumnError) -> [UInt32] {
        try reserve(texts: block.valueCount - 1, bytes: block.bytes.count)
        var numbers = [UInt32](repeating: Self.none, count: block.valueCount)
        unsafe block.bytes.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress ?? Self.nowhere
            for first in stride(from: 1, to: block.valueCount, by: 64) {
                let last = min(first + 64, block.valueCount)
                unsafe add(start, block, first..<last, into: &numbers)
            }
        }
        return numbers
    }

    /// The number of a text, which is taken in where it is new.
    package func number(of text: [UInt8]) throws(ColumnError) -> UInt32 {
        try reserve(texts: 1, bytes: text.count)
        return unsafe text.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress ?? Self.nowhere
            return unsafe number(start, bytes.count, hash: TextHash.of(start, bytes.count))
        }
    }

    /// The bytes of a text.
    package func text(_ number: Int) -> [UInt8] {
        precondition(number >= 0 && number < count, "a number of this table")
        let view = unsafe view
        let from = unsafe view.start(of: UInt32(number))
        return unsafe Array(
            UnsafeRawBufferPointer(
                start: view.texts + from, count: Int(view.ends[number]) - from))
    }

    /// At most 64 values: hashes them, reads the memory that each search needs so that the waits
    /// overlap, then searches.
    @unsafe
    private func add(
        _ start: UnsafeRawPointer, _ block: TextBlock, _ codes: Range<Int>,
        into numbers: inout [UInt32]
    ) {
        var hashes: InlineArray<64, UInt64> = .init(repeating: 0)
        var from = Int(block.ends[codes.lowerBound - 1])
        for code in codes {
            let end = Int(block.ends[code])
            precondition(from <= end && end <= block.bytes.count, "ends ascend")
            hashes[code - codes.lowerBound] = unsafe TextHash.of(start + from, end - from)
            from = end
        }
        unsafe warm(view, hashes, codes.count)
        from = Int(block.ends[codes.lowerBound - 1])
        for code in codes {
            let end = Int(block.ends[code])
            numbers[code] = unsafe number(
                start + from, end - from, hash: hashes[code - codes.lowerBound])
            from = end
        }
    }

    /// Reads the first slot, end and byte that each search will look at.
    @unsafe
    private func warm(_ view: TextView, _ hashes: InlineArray<64, UInt64>, _ count: Int) {
        var entries: InlineArray<64, UInt32> = .init(repeating: 0)
        for index in 0..<count {
            entries[index] = unsafe view.slots[Int(hashes[index] & view.mask)]
        }
        var starts: InlineArray<64, Int> = .init(repeating: 0)
        for index in 0..<count where entries[index] != 0 {
            starts[index] = unsafe view.start(of: entries[index] - 1)
        }
        for index in 0..<count where entries[index] != 0 {
            warmth &+= unsafe UInt64(view.texts.load(fromByteOffset: starts[index], as: UInt8.self))
        }
    }

    @unsafe @inline(__always)
    private func number(_ start: UnsafeRawPointer, _ length: Int, hash: UInt64) -> UInt32 {
        let found = unsafe view.find(start, length, hash: hash)
        if let number = found.number { return number }
        let number = UInt32(count)
        unsafe (texts.start + prefix + byteCount).copyMemory(from: start, byteCount: length)
        byteCount += length
        unsafe (ends.start + prefix + 8 * count).storeBytes(
            of: UInt64(byteCount), as: UInt64.self)
        count += 1
        unsafe slots[found.slot] = number + 1
        return number
    }

    @unsafe
    var view: TextView {
        unsafe TextView(
            texts: texts.start + prefix,
            ends: (ends.start + prefix).assumingMemoryBound(to: UInt64.self), slots: slots,
            mask: UInt64(slotCount - 1), count: count)
    }

    /// Makes room for so many more texts.
    private func reserve(texts more: Int, bytes: Int) throws(ColumnError) {
        let total = count + more
        guard total < Int(Self.none) else {
            throw ColumnError(
                .cannotWrite, path: texts.path, "There are more than 4,294,967,294 texts.")
        }
        try texts.reserve(prefix + byteCount + bytes + 8)
        try ends.reserve(prefix + 8 * (total + 1))
        if total * 2 > slotCount { rebuildSlots(for: total) }
    }

    /// Takes over texts that already stand in `texts` and `ends`.
    func adopt(count: Int, byteCount: Int, slots found: Column?) throws(ColumnError) {
        try texts.reserve(prefix + byteCount + 8)
        try ends.reserve(prefix + 8 * (count + 1))
        self.count = count
        self.byteCount = byteCount
        guard let found, found.count >= Self.fewestSlots, found.count.nonzeroBitCount == 1,
            count * 2 <= found.count
        else { return rebuildSlots(for: count) }
        unsafe free(slots)
        slotCount = found.count
        unsafe slots = Self.emptySlots(slotCount)
        unsafe UnsafeMutableRawPointer(slots).copyMemory(
            from: found.elements, byteCount: 4 * slotCount)
    }

    private func rebuildSlots(for total: Int) {
        var size = Self.fewestSlots
        while total * 2 > size { size *= 2 }
        unsafe free(slots)
        slotCount = size
        unsafe slots = Self.emptySlots(size)
        let view = unsafe view
        var from = 0
        for number in 0..<count {
            let end = unsafe Int(view.ends[number])
            var slot = unsafe Int(
                truncatingIfNeeded: TextHash.of(view.texts + from, end - from) & view.mask)
            while unsafe slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            unsafe slots[slot] = UInt32(number) + 1
            from = end
        }
    }

    /// Aligned for large pages, which save a third of the time of random searches.
    @unsafe
    private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<UInt32> {
        var memory: UnsafeMutableRawPointer?
        let size = 4 * count
        let largePage = 2 << 20
        guard unsafe posix_memalign(&memory, min(largePage, max(64, size)), size) == 0,
            let memory = unsafe memory
        else { preconditionFailure("There is not enough memory for \(count) hash slots.") }
        #if os(Linux)
            if size >= largePage { unsafe madvise(memory, size, Int32(MADV_HUGEPAGE)) }
        #endif
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        return unsafe memory.bindMemory(to: UInt32.self, capacity: count)
    }

    /// Where an empty text starts.
    @unsafe
    static var nowhere: UnsafeRawPointer { unsafe UnsafeRawPointer(bitPattern: 64)! }
}
