import CKernels

/// An index of numbered texts that holds short ones itself, so that a look-up reads one place of memory.
///
///     let index = try InlineTexts(path: "users-7.ids", of: texts, stamp: stamp)
///     index?.number(of: "ann".utf8.span)
///
/// `docs/formats/served.md` has the bytes. Texts of up to 11 (or 27) bytes are in the index; of longer ones it
/// holds a hash, and they are compared where they stand. Allocates nothing.
@safe
package struct InlineTexts: Sendable {
    static let magic: [UInt8] = Array("CXMSID01".utf8)
    static let headerSize = 64
    /// The length that stands for a text that is not in the index.
    static let long: UInt8 = 255
    /// Bytes of an entry before the text: the number plus one, and the length.
    static let prefix = 5

    private let file: MappedFile
    private let texts: MappedTexts
    private let entrySize: Int
    private let mask: UInt64
    private let checksum: UInt32
    private nonisolated(unsafe) let entries: UnsafeRawPointer

    /// Nil where the file is of other texts than these. `stamp`: what it was made of.
    package init?(path: String, of texts: MappedTexts, stamp: UInt64) throws(ColumnError) {
        let file = try MappedFile(path: path)
        guard file.count >= Self.headerSize else {
            throw .truncated(path, expected: Self.headerSize, found: file.count)
        }
        let header = file.bytes(from: 0, count: Self.headerSize)
        guard Array(header[0..<8]) == Self.magic else {
            throw .notAColumn(path, expected: "an index of user ids")
        }
        let words = (0..<8).map { word in
            (0..<8).reduce(UInt64(0)) { $0 | UInt64(header[8 * word + $1]) << UInt64(8 * $1) }
        }
        guard UInt64(checksumOf(Array(header[0..<56]))) == words[7] else {
            throw .damaged(path, "its header")
        }
        guard words[1] == stamp, words[2] == UInt64(texts.count) else { return nil }
        let (slots, size) = (Int(clamping: words[3]), Int(clamping: words[4]))
        guard slots > texts.count, slots.nonzeroBitCount == 1, size == 16 || size == 32,
            slots <= 1 << 40, file.count == Self.headerSize + slots * size
        else { throw .damaged(path, "its length") }
        self.file = file
        self.texts = texts
        entrySize = size
        mask = UInt64(slots - 1)
        checksum = UInt32(truncatingIfNeeded: words[5])
        unsafe entries = file.pointer(at: Self.headerSize)
    }

    /// Whether the bytes are those that were written. Cost: reads them.
    package var isSound: Bool {
        file.checksum(from: Self.headerSize, count: file.count - Self.headerSize) == checksum
    }

    /// Has the place where a text would stand fetched from memory, while the caller does something else.
    package func willAsk(_ text: Span<UInt8>) {
        unsafe text.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress ?? TextTable.nowhere
            let slot = unsafe TextHash.of(start, bytes.count) & mask
            unsafe cxm_will_read(entries + Int(slot) * entrySize)
        }
    }

    /// The number of a text; nil where it is not there.
    package func number(of text: Span<UInt8>) -> UInt32? {
        unsafe text.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress ?? TextTable.nowhere
            let hash = unsafe TextHash.of(start, bytes.count)
            let entry = unsafe InlineEntry(start, bytes.count, hash: hash, size: entrySize)
            return unsafe find(entry, start, bytes.count, hash: hash)
        }
    }

    @unsafe @inline(__always)
    private func find(
        _ wanted: InlineEntry, _ start: UnsafeRawPointer, _ length: Int, hash: UInt64
    ) -> UInt32? {
        var slot = hash & mask
        // A full index is damaged: a search goes once around at most.
        for _ in 0...mask {
            let place = unsafe entries + Int(slot) * entrySize
            let first = unsafe place.load(as: UInt64.self)
            let number = UInt32(truncatingIfNeeded: first)
            if number == 0 { return nil }
            if unsafe wanted.matches(place, first, size: entrySize) {
                let found = number - 1
                if !wanted.isLong { return found < texts.count ? found : nil }
                if unsafe texts.isText(found, start, length) { return found }
            }
            slot = (slot &+ 1) & mask
        }
        return nil
    }
}

/// A text as an entry holds it, without its number: four words, the first without its lower half.
struct InlineEntry {
    var words: InlineArray<4, UInt64>
    let isLong: Bool

    @unsafe @inline(__always)
    init(_ start: UnsafeRawPointer, _ length: Int, hash: UInt64, size: Int) {
        words = InlineArray(repeating: 0)
        isLong = length > size - InlineTexts.prefix
        if isLong {
            // The slot is of the hash's lower bits: all of them tell texts apart.
            words[0] = UInt64(InlineTexts.long) << 32
            words[1] = hash
            return
        }
        words[0] = UInt64(length) << 32
        var offset = 0
        while offset < length {
            let byte = unsafe UInt64(start.load(fromByteOffset: offset, as: UInt8.self))
            let place = offset + InlineTexts.prefix
            words[place >> 3] |= byte << UInt64(8 * (place & 7))
            offset += 1
        }
    }

    @unsafe @inline(__always)
    func matches(_ place: UnsafeRawPointer, _ first: UInt64, size: Int) -> Bool {
        var difference = (first ^ words[0]) >> 32
        difference |= unsafe place.load(fromByteOffset: 8, as: UInt64.self) ^ words[1]
        guard size == 32 else { return difference == 0 }
        difference |= unsafe place.load(fromByteOffset: 16, as: UInt64.self) ^ words[2]
        difference |= unsafe place.load(fromByteOffset: 24, as: UInt64.self) ^ words[3]
        return difference == 0
    }
}
