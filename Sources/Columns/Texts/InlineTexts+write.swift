import CKernels
import Foundation

extension MappedTexts {
    /// Writes an index that holds short texts itself (see `InlineTexts`) to a new file.
    ///
    /// Cost: about 100 ns a text; memory: 16 or 32 bytes a slot, at most three fifths of which are taken.
    package func writeInline(to path: String, stamp: UInt64) throws(ColumnError) {
        let size = inlineSize
        var slots = 64
        while slots * 3 < count * 5 { slots *= 2 }
        guard let memory = unsafe calloc(slots, size) else {
            throw ColumnError(
                .cannotWrite, path: path, "There is not enough memory for an index of \(count) ids."
            )
        }
        defer { unsafe free(memory) }
        unsafe fill(memory, slots: slots, size: size)
        let file = try OutputFile(path: path)
        var header = InlineTexts.magic
        let checksum = unsafe cxm_crc32c(0, memory, slots * size)
        for number in [
            stamp, UInt64(count), UInt64(slots), UInt64(size), UInt64(checksum), 0,
        ] { header += littleEndian(number) }
        try file.append(header + littleEndian(UInt64(checksumOf(header))))
        let piece = 1 << 22
        for offset in stride(from: 0, to: slots * size, by: piece) {
            let bytes = unsafe UnsafeRawBufferPointer(
                start: memory + offset, count: min(piece, slots * size - offset))
            try unsafe file.append(Array(bytes))
        }
        try file.synchronize()
    }

    /// 16 where nine texts of ten have 11 bytes at most.
    private var inlineSize: Int {
        let view = unsafe view
        var longer = 0
        var from: UInt64 = 0
        for number in 0..<count {
            let end = unsafe view.ends[number]
            if end - from > UInt64(16 - InlineTexts.prefix) { longer += 1 }
            from = end
        }
        return longer * 10 > count ? 32 : 16
    }

    @unsafe
    private func fill(_ memory: UnsafeMutableRawPointer, slots: Int, size: Int) {
        let view = unsafe view
        let mask = UInt64(slots - 1)
        var from = 0
        for number in 0..<count {
            let end = unsafe Int(view.ends[number])
            let start = unsafe view.texts + from
            let hash = unsafe TextHash.of(start, end - from)
            let entry = unsafe InlineEntry(start, end - from, hash: hash, size: size)
            var slot = hash & mask
            while unsafe memory.load(fromByteOffset: Int(slot) * size, as: UInt32.self) != 0 {
                slot = (slot + 1) & mask
            }
            let place = unsafe memory + Int(slot) * size
            unsafe place.storeBytes(of: entry.words[0] | UInt64(number + 1), as: UInt64.self)
            for word in 1..<size / 8 {
                unsafe place.storeBytes(
                    of: entry.words[word], toByteOffset: 8 * word, as: UInt64.self)
            }
            from = end
        }
    }
}
