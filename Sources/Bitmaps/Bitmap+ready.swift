import CRoaring
import Columns

/// A set in the form in which `ReadySet` looks numbers up, and what must be known beside its bytes.
package struct ReadyBytes: Sendable {
    /// A multiple of 8 of them.
    package let bytes: [UInt8]
    package let blocks: Int
}

extension Bitmap {
    /// The set as bytes for `ReadySet`; `docs/formats/served.md` shows them.
    ///
    /// Cost: about two copies of its bytes, and 8 bytes for each 65,536 numbers up to the greatest.
    package var ready: ReadyBytes {
        var plain = self
        plain.makeUnique()
        _ = unsafe roaring_bitmap_remove_run_compression(plain.storage.pointer)
        return ReadyWriter(
            portable: plain.portableBytes, blocks: max.map { Int($0 >> 16) + 1 } ?? 0
        )
        .written
    }
}

/// Puts the containers of the portable Roaring format, none of which has runs, behind a table of blocks.
private struct ReadyWriter {
    let portable: [UInt8]
    let blocks: Int

    var written: ReadyBytes {
        var bytes = [UInt8](repeating: 0, count: 8 * blocks)
        bytes.reserveCapacity(8 * blocks + portable.count + 6 * blocks)
        let containers = Int(number(at: 4, bytes: 4))
        var source = 8 + 8 * containers
        for index in 0..<containers {
            let block = Int(number(at: 8 + 4 * index, bytes: 2))
            let count = Int(number(at: 10 + 4 * index, bytes: 2)) + 1
            let size = count > ReadySet.mostInList ? ReadySet.bitBytes : 2 * count
            let entry = ReadySet.entry(offset: bytes.count, count: count)
            for place in 0..<8 {
                bytes[8 * block + place] = UInt8(truncatingIfNeeded: entry >> UInt64(8 * place))
            }
            // Nothing is read of a block that has every number.
            if count < 1 << 16 {
                bytes += portable[source..<source + size]
                bytes += repeatElement(0, count: (8 - size % 8) % 8)
            }
            source += size
        }
        return ReadyBytes(bytes: bytes, blocks: blocks)
    }

    private func number(at offset: Int, bytes count: Int) -> UInt32 {
        (0..<count).reduce(0) { $0 | UInt32(portable[offset + $1]) << UInt32(8 * $1) }
    }
}
