import CKernels

/// A set of numbers in a mapped file, in the form in which one number is looked up quickest.
///
///     set.contains(70_000)   // one entry of the table of blocks, then one or two reads of the block
///
/// A block is 65,536 neighbouring numbers. `docs/formats/served.md` has the bytes. A look-up allocates
/// nothing, takes no lock, and never reads outside the set, whatever the bytes say.
@safe
package struct ReadySet: Sendable {
    package let blockCount: Int
    private let byteCount: Int
    /// Keeps the memory.
    private let file: MappedFile
    private nonisolated(unsafe) let start: UnsafeRawPointer

    package static let mostInList = 4096
    package static let bitBytes = 8192
    private static let blockSize = 65_536

    /// Nil where the table of blocks does not fit into these bytes of the file, or is not aligned.
    package init?(in file: MappedFile, from offset: Int, count byteCount: Int, blocks: Int) {
        guard offset >= 0, offset % 8 == 0, byteCount >= 0, offset <= file.count,
            byteCount <= file.count - offset, blocks >= 0, blocks <= 1 << 16,
            8 * blocks <= byteCount
        else { return nil }
        self.file = file
        self.byteCount = byteCount
        blockCount = blocks
        unsafe start = file.pointer(at: offset)
    }

    /// The entry of a block: where its numbers stand, in words of 8 bytes, and how many there are.
    package static func entry(offset: Int, count: Int) -> UInt64 {
        UInt64(offset / 8) | UInt64(count) << 32
    }

    /// Has a number's entry of the table fetched from memory, while the caller does something else.
    package func willAsk(_ number: UInt32) {
        unsafe cxm_will_read(start + 8 * min(Int(number >> 16), blockCount))
    }

    /// Has a number's place in its block fetched from memory; reads the table.
    package func willRead(_ number: UInt32) {
        let (offset, count) = block(of: number)
        let low = UInt16(truncatingIfNeeded: number)
        let place = count <= Self.mostInList ? 2 * Self.guess(low, count) : Int(low >> 3)
        guard offset + place < byteCount else { return }
        unsafe cxm_will_read(start + offset + place)
    }

    package func contains(_ number: UInt32) -> Bool {
        let (offset, count) = block(of: number)
        guard count > 0 else { return false }
        guard count < Self.blockSize else { return true }
        let low = UInt16(truncatingIfNeeded: number)
        guard count <= Self.mostInList else {
            guard offset + Self.bitBytes <= byteCount else { return false }
            let byte = unsafe start.load(fromByteOffset: offset + Int(low >> 3), as: UInt8.self)
            return byte >> UInt8(low & 7) & 1 == 1
        }
        guard offset + 2 * count <= byteCount else { return false }
        let list = unsafe (start + offset).assumingMemoryBound(to: UInt16.self)
        return unsafe Self.find(low, in: list, count)
    }

    /// Where the numbers of a number's block begin, and how many there are; none beyond the table.
    @inline(__always)
    private func block(of number: UInt32) -> (offset: Int, count: Int) {
        let block = Int(number >> 16)
        guard block < blockCount else { return (0, 0) }
        let entry = unsafe start.load(fromByteOffset: 8 * block, as: UInt64.self)
        return (Int(entry & 0xFFFF_FFFF) * 8, Int(entry >> 32))
    }

    /// Where a number would stand in a list if all were spread evenly.
    @inline(__always)
    private static func guess(_ wanted: UInt16, _ count: Int) -> Int { (Int(wanted) * count) >> 16 }

    /// Looks where the number would stand if all were spread evenly, and a cache line before and after.
    ///
    /// The three reads wait for memory together; numbers given out at random are found between them, others
    /// in steps that double.
    @unsafe
    private static func find(
        _ wanted: UInt16, in list: UnsafePointer<UInt16>, _ count: Int
    ) -> Bool {
        let guess = guess(wanted, count)
        let (before, after) = (max(0, guess - near), min(count - 1, guess + near))
        let (lowest, middle, highest) = unsafe (list[before], list[guess], list[after])
        if wanted < middle {
            if wanted >= lowest { return unsafe search(wanted, list, from: before, to: guess) }
            var (high, step) = (before, near)
            while high > step, unsafe list[high - step] > wanted {
                high -= step
                step *= 2
            }
            return unsafe search(wanted, list, from: max(0, high - step), to: high)
        }
        if wanted <= highest { return unsafe search(wanted, list, from: guess, to: after + 1) }
        var (low, step) = (after, near)
        while low + step < count, unsafe list[low + step] <= wanted {
            low += step
            step *= 2
        }
        return unsafe search(wanted, list, from: low, to: min(count, low + step))
    }

    /// Numbers of 16 bits in a line of the processor's cache.
    private static let near = 32

    /// Halves without a jump, which nobody could foresee.
    @unsafe @inline(__always)
    private static func search(
        _ wanted: UInt16, _ list: UnsafePointer<UInt16>, from start: Int, to end: Int
    ) -> Bool {
        guard start < end else { return false }
        var (low, count) = (start, end - start)
        while count > 1 {
            let half = count / 2
            low = unsafe list[low + half] <= wanted ? low + half : low
            count -= half
        }
        return unsafe list[low] == wanted
    }
}
