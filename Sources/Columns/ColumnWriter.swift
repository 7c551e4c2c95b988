/// Writes a column file from front to back in bounded memory.
///
///     var writer = try ColumnWriter(path: path, kind: .codes, width: 1)
///     try writer.append([1, 2, 3] as [UInt8])
///     let header = try writer.finish()
package struct ColumnWriter: ~Copyable {
    private let file: OutputFile
    let kind: ColumnHeader.Kind
    let width: Int
    let base: Int64
    var count = 0
    var buffer: [UInt8] = []
    private var checksum = Checksum()
    private var pendingBits: UInt8 = 0

    private static let bufferSize = 1 << 18

    package init(
        path: String, kind: ColumnHeader.Kind, width: Int, base: Int64 = 0
    ) throws(ColumnError) {
        precondition(kind == .bits ? width == 0 : [1, 2, 4, 8].contains(width), "a known width")
        let file = try OutputFile(path: path)
        try file.append(Array(repeating: 0, count: ColumnHeader.size))
        self.init(file, kind, width, base)
        buffer.reserveCapacity(Self.bufferSize + 64)
    }

    private init(
        _ file: OutputFile, _ kind: ColumnHeader.Kind, _ width: Int, _ base: Int64
    ) {
        self.file = file
        self.kind = kind
        self.width = width
        self.base = base
    }

    /// Appends elements of the column's own width.
    package mutating func append<Element: BitwiseCopyable>(
        _ elements: [Element]
    ) throws(ColumnError) {
        precondition(MemoryLayout<Element>.size == width, "the column's own width")
        unsafe elements.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
        count += elements.count
        try flushWhenFull()
    }

    /// Appends one bit.
    package mutating func append(bit: Bool) throws(ColumnError) {
        precondition(kind == .bits, "a column of bits")
        if bit { pendingBits |= 1 << (count % 8) }
        count += 1
        if count % 8 == 0 {
            buffer.append(pendingBits)
            pendingBits = 0
            try flushWhenFull()
        }
    }

    /// Fills up, writes the header, and returns when all of it is on the disk, or, where the file is
    /// not to outlive the process, when the system has it.
    package consuming func finish(isDurable: Bool = true) throws(ColumnError) -> ColumnHeader {
        if kind == .bits, count % 8 != 0 { buffer.append(pendingBits) }
        let elementBytes = kind == .bits ? (count + 7) / 8 : count * width
        let total = ColumnHeader.dataSize(kind: kind, width: width, count: count)
        buffer.append(contentsOf: Array(repeating: 0, count: total - elementBytes))
        try flush()
        let header = ColumnHeader(
            kind: kind, width: width, count: count, base: base, checksum: checksum.value)
        try file.write(header.bytes, at: 0)
        if isDurable { try file.synchronize() }
        return header
    }

    mutating func flushWhenFull() throws(ColumnError) {
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private mutating func flush() throws(ColumnError) {
        checksum.add(buffer)
        try file.append(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
