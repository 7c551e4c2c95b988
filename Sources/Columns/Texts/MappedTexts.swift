/// Numbered texts and their index in memory-mapped files, for reading.
///
///     texts.number(of: Array("ann".utf8))  // 0
///     texts.text(0)
///
/// Opening costs a few system calls where the files are unchanged since they were committed. A
/// look-up costs one hash and about three reads of memory.
@safe
package struct MappedTexts: Sendable {
    package let count: Int
    private let texts: MappedFile
    private let ends: MappedFile
    private let slots: Column

    /// `verify`: read every byte, where the files may have changed since they were committed.
    package init(
        files: TextFiles, state: TextFilesState, slotsPath: String, verify: Bool
    ) throws(ColumnError) {
        let prefix = TextFiles.prefix
        texts = try MappedFile(path: files.textsPath)
        ends = try MappedFile(path: files.endsPath)
        slots = try Column(path: slotsPath)
        count = state.count
        try texts.check(TextFiles.textsMagic, needs: prefix + state.byteCount)
        try ends.check(TextFiles.endsMagic, needs: prefix + 8 * state.count)
        guard slots.header.kind == .codes, slots.header.width == 4,
            slots.count.nonzeroBitCount == 1, slots.count > state.count
        else { throw .damaged(slotsPath, "it is no index of these ids") }
        if verify { try self.verify(state) }
    }

    /// Compares every byte with the checksums.
    package func verify(_ state: TextFilesState) throws(ColumnError) {
        let prefix = TextFiles.prefix
        guard texts.checksum(from: prefix, count: state.byteCount) == state.textsChecksum else {
            throw .damaged(texts.path, "its checksum differs")
        }
        guard ends.checksum(from: prefix, count: 8 * state.count) == state.endsChecksum else {
            throw .damaged(ends.path, "its checksum differs")
        }
        try slots.verify()
    }

    /// The number of a text; nil where it is not there. Allocates nothing.
    package func number(of text: Span<UInt8>) -> UInt32? {
        unsafe text.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress ?? TextTable.nowhere
            let hash = unsafe TextHash.of(start, bytes.count)
            return unsafe view.find(start, bytes.count, hash: hash).number
        }
    }

    /// The numbers of a block's values by their code; `TextTable.none` for code 0 and where a text is
    /// not there.
    package func numbers(of block: TextBlock) -> [UInt32] {
        var numbers = [UInt32](repeating: TextTable.none, count: block.valueCount)
        let view = unsafe view
        unsafe block.bytes.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress ?? TextTable.nowhere
            var from = 0
            for code in 1..<max(1, block.valueCount) {
                let end = Int(block.ends[code])
                precondition(from <= end && end <= block.bytes.count, "ends ascend")
                let hash = unsafe TextHash.of(start + from, end - from)
                if let found = unsafe view.find(start + from, end - from, hash: hash).number {
                    numbers[code] = found
                }
                from = end
            }
        }
        return numbers
    }

    /// The bytes of a text.
    package func text(_ number: Int) -> [UInt8] {
        precondition(number >= 0 && number < count, "a number of these texts")
        let view = unsafe view
        let from = unsafe view.start(of: UInt32(number))
        let end = unsafe Int(view.ends[number])
        return texts.bytes(from: TextFiles.prefix + from, count: end - from)
    }

    /// Whether a number is that of a text.
    @unsafe
    func isText(_ number: UInt32, _ start: UnsafeRawPointer, _ length: Int) -> Bool {
        unsafe view.isText(number, start, length)
    }

    @unsafe
    var view: TextView {
        unsafe TextView(
            texts: texts.pointer(at: TextFiles.prefix),
            ends: ends.pointer(at: TextFiles.prefix).assumingMemoryBound(to: UInt64.self),
            slots: slots.elements.assumingMemoryBound(to: UInt32.self),
            mask: UInt64(slots.count - 1), count: count)
    }
}

extension MappedFile {
    fileprivate func check(_ magic: [UInt8], needs size: Int) throws(ColumnError) {
        guard count >= size else { throw .truncated(path, expected: size, found: count) }
        guard bytes(from: 0, count: magic.count) == magic else {
            throw .notAColumn(path, expected: "a file of user ids")
        }
    }
}
