/// A read-only column in a memory-mapped file.
///
///     let column = try Column(path: "time.column")
///     column.uint32 { span in span[0] }
///
/// Opening checks header and length; `verify()` reads every byte.
package struct Column: Sendable {
    package let header: ColumnHeader
    let file: MappedFile

    package init(path: String) throws(ColumnError) {
        file = try MappedFile(path: path)
        header = try ColumnHeader(reading: file)
    }

    package var count: Int { header.count }
    package var path: String { file.path }
    package var byteCount: Int { file.count }
    package var modifiedNanoseconds: Int64 { file.modifiedNanoseconds }

    /// Compares every byte with the checksum. Cost: one pass at memory speed.
    package func verify() throws(ColumnError) {
        let found = file.checksum(from: ColumnHeader.size, count: header.dataSize)
        guard found == header.checksum else { throw .damaged(path, "its checksum differs") }
    }

    /// The elements as unsigned numbers of the column's own width.
    package func withCodes<Element: UnsignedInteger & FixedWidthInteger & BitwiseCopyable, Result>(
        as type: Element.Type, _ body: (Span<Element>) throws -> Result
    ) rethrows -> Result {
        precondition(MemoryLayout<Element>.size == header.width, "the column's own width")
        return try file.withElements(type, from: ColumnHeader.size, count: count, body)
    }

    package func withDoubles<Result>(
        _ body: (Span<Double>) throws -> Result
    ) rethrows -> Result {
        precondition(header.kind == .doubles, "a column of doubles")
        return try file.withElements(Double.self, from: ColumnHeader.size, count: count, body)
    }

    /// The element at `index` as an unsigned number, without the base. For single reads, not loops.
    package func code(at index: Int) -> UInt64 {
        precondition(index >= 0 && index < count, "inside the column")
        return switch header.width {
        case 1: withCodes(as: UInt8.self) { UInt64($0[index]) }
        case 2: withCodes(as: UInt16.self) { UInt64($0[index]) }
        case 4: withCodes(as: UInt32.self) { UInt64($0[index]) }
        default: withCodes(as: UInt64.self) { $0[index] }
        }
    }

    /// The element at `index` of a column of integers.
    package func integer(at index: Int) -> Int64 {
        header.base &+ Int64(bitPattern: code(at: index))
    }

    package func double(at index: Int) -> Double {
        withDoubles { $0[index] }
    }

    package func bit(at index: Int) -> Bool {
        precondition(header.kind == .bits && index >= 0 && index < count, "inside the column")
        return file.withBytes(from: ColumnHeader.size + index / 8, count: 1) {
            $0.byte(at: 0) >> (index % 8) & 1 == 1
        }
    }

    /// The address of the first element, for this module's kernels.
    @unsafe
    var elements: UnsafeRawPointer { unsafe file.pointer(at: ColumnHeader.size) }
}
