/// Columns in this process's memory, for rows that are put together for one use.
extension Column {
    /// Codes of a dictionary, in as few bytes as the greatest needs, at least `least` of them.
    package init(codes: [UInt32], leastWidth: Int = 1) {
        let width = max(leastWidth, Narrowing.width(UInt64(codes.max() ?? 0)))
        unsafe self.init(.codes, width: width, count: codes.count, base: 0) { target in
            unsafe codes.withUnsafeBufferPointer { codes in
                guard let start = codes.baseAddress else { return }
                unsafe Narrowing.narrow(start, codes.count, width: width, to: target)
            }
        }
    }

    /// Integers as unsigned offsets from a base, in as few bytes as the greatest needs.
    package init(offsets: [UInt64], base: Int64) {
        let width = Narrowing.width(offsets.max() ?? 0)
        unsafe self.init(.integers, width: width, count: offsets.count, base: base) { target in
            unsafe offsets.withUnsafeBufferPointer { offsets in
                guard let start = offsets.baseAddress else { return }
                unsafe Narrowing.narrow(start, offsets.count, minus: 0, width: width, to: target)
            }
        }
    }

    /// Doubles given as bit patterns.
    package init(doubles words: [UInt64]) {
        unsafe self.init(.doubles, width: 8, count: words.count, base: 0) { target in
            unsafe words.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return }
                unsafe target.copyMemory(from: start, byteCount: bytes.count)
            }
        }
    }

    /// Bits given as 0 or 1.
    package init(flags: [UInt8]) {
        unsafe self.init(.bits, width: 0, count: flags.count, base: 0) { target in
            for (index, flag) in flags.enumerated() where flag != 0 {
                let byte = unsafe target.load(fromByteOffset: index / 8, as: UInt8.self)
                unsafe target.storeBytes(
                    of: byte | 1 << UInt8(index % 8), toByteOffset: index / 8, as: UInt8.self)
            }
        }
    }

    private init(
        _ kind: ColumnHeader.Kind, width: Int, count: Int, base: Int64,
        _ fill: (UnsafeMutableRawPointer) -> Void
    ) {
        header = ColumnHeader(kind: kind, width: width, count: count, base: base, checksum: 0)
        file = unsafe MappedFile(memory: ColumnHeader.size + header.dataSize) { start in
            unsafe fill(start + ColumnHeader.size)
        }
    }
}

extension Column {
    /// Writes the column to a new file that need not outlive the process.
    package func write(to path: String) throws(ColumnError) {
        let file = try OutputFile(path: path)
        let checksum = self.file.checksum(from: ColumnHeader.size, count: header.dataSize)
        let header = ColumnHeader(
            kind: header.kind, width: header.width, count: count, base: header.base,
            checksum: checksum)
        try file.append(header.bytes)
        let piece = 1 << 22
        for offset in stride(from: 0, to: header.dataSize, by: piece) {
            try file.append(
                self.file.bytes(
                    from: ColumnHeader.size + offset, count: min(piece, header.dataSize - offset)))
        }
    }
}
