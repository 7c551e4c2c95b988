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

    package func contains(_ number: UInt32) -> Bool {
        let block = Int(number >> 16)
        guard block < blockCount else { return false }
        let entry = unsafe start.load(fromByteOffset: 8 * block, as: UInt64.self)
        let count = Int(entry >> 32)
        guard count > 0 else { return false }
        guard count < Self.blockSize else { return true }
        let offset = Int(entry & 0xFFFF_FFFF) * 8
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

    /// Looks where the number would stand if all were spread evenly, then in steps that double: numbers
    /// given out at random are found within a cache line or two, others no slower than by halving.
    @unsafe
    private static func find(
        _ wanted: UInt16, in list: UnsafePointer<UInt16>, _ count: Int
    ) -> Bool {
        let guess = (Int(wanted) * count) >> 16
        let found = unsafe list[guess]
        if found == wanted { return true }
        // Everything before `low` is smaller, everything from `high` on is greater.
        var (low, high) = (0, count)
        var step = 8
        if found < wanted {
            low = guess + 1
            while low + step < high {
                if unsafe list[low + step] > wanted {
                    high = low + step
                    break
                }
                low += step
                step *= 2
            }
        } else {
            high = guess
            while high - step > low {
                if unsafe list[high - step] < wanted {
                    low = high - step + 1
                    break
                }
                high = high - step + 1
                step *= 2
            }
        }
        while low < high {
            let middle = (low + high) / 2
            let value = unsafe list[middle]
            if value == wanted { return true }
            if value < wanted { low = middle + 1 } else { high = middle }
        }
        return false
    }
}
