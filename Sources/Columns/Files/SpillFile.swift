import Foundation

/// A temporary file for rows that do not fit into memory: written once, read back in pieces.
///
///     let file = try SpillFile(path: "importing/run-0")
///     let place = try file.append(codes: codes, rowCount: 3, width: 1)
///     try file.readCodes(at: place, rowCount: 3, width: 1, into: &codes, at: 0)
///
/// Not shared between threads.
package final class SpillFile {
    private let path: String
    private let descriptor: Int32
    private var size = 0
    private var buffer: [UInt8] = []
    /// What the last read brought.
    private var piece: [UInt8] = []

    private static let bufferSize = 1 << 20

    package init(path: String) throws(ColumnError) {
        self.path = path
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .writing(path) }
    }

    deinit {
        close(descriptor)
    }

    /// Where the next append begins.
    package var end: Int { size + buffer.count }

    /// Appends the first `rowCount` codes in `width` bytes each.
    package func append(codes: [UInt32], rowCount: Int, width: Int) throws(ColumnError) {
        precondition(rowCount <= codes.count, "inside the array")
        let place = extend(rowCount * width)
        unsafe buffer.withUnsafeMutableBytes { target in
            unsafe codes.withUnsafeBufferPointer { codes in
                guard let start = codes.baseAddress else { return }
                unsafe Narrowing.narrow(
                    start, rowCount, width: width, to: target.baseAddress! + place)
            }
        }
        if buffer.count >= Self.bufferSize { try flush() }
    }

    package func append(words: [UInt64], rowCount: Int) throws(ColumnError) {
        precondition(rowCount <= words.count, "inside the array")
        let place = extend(rowCount * 8)
        unsafe words.withUnsafeBytes { source in
            unsafe buffer.withUnsafeMutableBytes { target in
                guard let start = source.baseAddress else { return }
                unsafe (target.baseAddress! + place).copyMemory(
                    from: start, byteCount: rowCount * 8)
            }
        }
        if buffer.count >= Self.bufferSize { try flush() }
    }

    package func append(flags: [UInt8], rowCount: Int) throws(ColumnError) {
        buffer.append(contentsOf: flags[0..<rowCount])
        while buffer.count % 8 != 0 { buffer.append(0) }
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes out what is still in memory, before the first read.
    package func finishWriting() throws(ColumnError) {
        try flush()
        buffer = []
    }

    package func readCodes(
        at offset: Int, rowCount: Int, width: Int, into codes: inout [UInt32], at position: Int
    ) throws(ColumnError) {
        precondition(position + rowCount <= codes.count && rowCount > 0, "inside the array")
        try read(at: offset, byteCount: rowCount * width)
        unsafe piece.withUnsafeBytes { source in
            unsafe codes.withUnsafeMutableBufferPointer { codes in
                unsafe Narrowing.widen(
                    source.baseAddress!, rowCount, width: width,
                    to: codes.baseAddress! + position)
            }
        }
    }

    package func readWords(
        at offset: Int, rowCount: Int, into words: inout [UInt64], at position: Int
    ) throws(ColumnError) {
        precondition(position + rowCount <= words.count && rowCount > 0, "inside the array")
        try read(at: offset, byteCount: rowCount * 8)
        unsafe piece.withUnsafeBytes { source in
            unsafe words.withUnsafeMutableBytes { words in
                unsafe (words.baseAddress! + position * 8).copyMemory(
                    from: source.baseAddress!, byteCount: rowCount * 8)
            }
        }
    }

    package func readFlags(
        at offset: Int, rowCount: Int, into flags: inout [UInt8], at position: Int
    ) throws(ColumnError) {
        try read(at: offset, byteCount: rowCount)
        for row in 0..<rowCount { flags[position + row] = piece[row] }
    }

    /// Bytes that `rowCount` elements take, filled up so that the next piece is aligned.
    package static func byteCount(rowCount: Int, width: Int) -> Int {
        (rowCount * width + 7) / 8 * 8
    }

    private func extend(_ byteCount: Int) -> Int {
        let place = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: (byteCount + 7) / 8 * 8))
        return place
    }

    private func flush() throws(ColumnError) {
        var done = 0
        while done < buffer.count {
            let written = unsafe buffer.withUnsafeBytes { bytes in
                unsafe pwrite(
                    descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(size + done))
            }
            guard written > 0 || errno == EINTR else { throw .writing(path) }
            done += max(0, written)
        }
        size += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    private func read(at offset: Int, byteCount: Int) throws(ColumnError) {
        if piece.count < byteCount { piece = Array(repeating: 0, count: byteCount) }
        var done = 0
        while done < byteCount {
            let count = unsafe piece.withUnsafeMutableBytes { bytes in
                unsafe pread(
                    descriptor, bytes.baseAddress! + done, byteCount - done, off_t(offset + done))
            }
            guard count > 0 || (count < 0 && errno == EINTR) else { throw .reading(path) }
            done += max(0, count)
        }
    }
}
