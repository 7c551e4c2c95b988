import CKernels

/// What is committed of a pair of append-only files; bytes past it mean nothing.
package struct TextFilesState: Hashable, Sendable {
    package var count: Int
    package var byteCount: Int
    /// CRC-32C of all texts, and of all ends.
    package var textsChecksum: UInt32
    package var endsChecksum: UInt32

    package init(
        count: Int = 0, byteCount: Int = 0, textsChecksum: UInt32 = 0, endsChecksum: UInt32 = 0
    ) {
        self.count = count
        self.byteCount = byteCount
        self.textsChecksum = textsChecksum
        self.endsChecksum = endsChecksum
    }
}

/// Where the texts of a table lie; `docs/formats/users.md` shows the files.
package struct TextFiles: Sendable {
    static let textsMagic: [UInt8] = Array("CXMTXT01".utf8)
    static let endsMagic: [UInt8] = Array("CXMEND01".utf8)
    static let prefix = 64

    package let textsPath: String
    package let endsPath: String

    package init(textsPath: String, endsPath: String) {
        self.textsPath = textsPath
        self.endsPath = endsPath
    }
}

extension TextTable {
    /// Continues the committed texts of two files, which are checked byte by byte. `slots` is the
    /// index written with them, verified; without it the index is made anew.
    package convenience init(
        files: TextFiles, state: TextFilesState, slots: Column?
    ) throws(ColumnError) {
        let texts = try GrowingMemory(path: files.textsPath)
        let ends = try GrowingMemory(path: files.endsPath)
        let prefix = TextFiles.prefix
        self.init(texts: texts, ends: ends, prefix: prefix)
        if state.count == 0 {
            try texts.begin(TextFiles.textsMagic, prefix: prefix)
            try ends.begin(TextFiles.endsMagic, prefix: prefix)
        } else {
            try texts.check(
                TextFiles.textsMagic, prefix: prefix, count: state.byteCount,
                checksum: state.textsChecksum)
            try ends.check(
                TextFiles.endsMagic, prefix: prefix, count: 8 * state.count,
                checksum: state.endsChecksum)
        }
        try adopt(count: state.count, byteCount: state.byteCount, slots: slots)
    }

    /// Makes all texts durable in their files. `before` is the state that they continue.
    package func commitFiles(since before: TextFilesState) throws(ColumnError) -> TextFilesState {
        let after = TextFilesState(
            count: count, byteCount: byteCount,
            textsChecksum: texts.checksum(
                from: prefix + before.byteCount, to: prefix + byteCount, before.textsChecksum),
            endsChecksum: ends.checksum(
                from: prefix + 8 * before.count, to: prefix + 8 * count, before.endsChecksum))
        try texts.finish(prefix + byteCount)
        try ends.finish(prefix + 8 * count)
        return after
    }

    /// Writes the hash slots as a column of 32-bit codes.
    package func writeSlots(path: String) throws(ColumnError) {
        var writer = try ColumnWriter(path: path, kind: .codes, width: 4)
        for first in stride(from: 0, to: slotCount, by: 1 << 16) {
            let piece = unsafe UnsafeBufferPointer(
                start: slots + first, count: min(1 << 16, slotCount - first))
            try unsafe writer.append(Array(piece))
        }
        _ = try writer.finish()
    }
}

extension GrowingMemory {
    fileprivate func begin(_ magic: [UInt8], prefix: Int) throws(ColumnError) {
        try reserve(prefix)
        unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: prefix)
        for (index, byte) in magic.enumerated() {
            unsafe start.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
        }
    }

    fileprivate func check(
        _ magic: [UInt8], prefix: Int, count: Int, checksum: UInt32
    ) throws(ColumnError) {
        guard capacity >= prefix + count else {
            throw .truncated(path, expected: prefix + count, found: capacity)
        }
        let found = unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: magic.count))
        guard found == magic else { throw .notAColumn(path, expected: "a file of user ids") }
        guard self.checksum(from: prefix, to: prefix + count, 0) == checksum else {
            throw .damaged(path, "its checksum differs")
        }
    }

    fileprivate func checksum(from: Int, to: Int, _ before: UInt32) -> UInt32 {
        from == to ? before : unsafe cxm_crc32c(before, start + from, to - from)
    }
}
