/// Texts of a batch as a small dictionary: each row holds the code of its value.
///
/// Code 0 is null and reads as no bytes, so a consumer looks each *value* up once and then maps
/// rows without a branch or an allocation:
///
/// ```swift
/// let bytes = column.bytes.span
/// var mine: [UInt32] = [nullCode]
/// for code in 1..<column.valueCount {
///     mine.append(lookUp(bytes.extracting(column.range(ofValue: code))))
/// }
/// for code in column.codes { output.append(mine[Int(code)]) }
/// ```
/// Two codes may stand for equal bytes; equal codes always do. Cost: 4 bytes a row, and the bytes
/// of a repeated value once per 2048 rows or so.
package struct TextColumn: Sendable, Hashable {
    /// One per row; 0 is null.
    package let codes: [UInt32]
    /// Where the bytes of value `code` end; those of value 0 end at 0.
    package let ends: [UInt32]
    /// UTF-8 of all values, one after another.
    package let bytes: [UInt8]
    package let nullCount: Int

    package init(codes: [UInt32], ends: [UInt32], bytes: [UInt8], nullCount: Int) {
        precondition(ends.first == 0, "value 0 stands for null and has no bytes")
        precondition(Int(ends[ends.count - 1]) == bytes.count, "the last value ends the bytes")
        self.codes = codes
        self.ends = ends
        self.bytes = bytes
        self.nullCount = nullCount
    }

    /// How many codes there are, null included.
    package var valueCount: Int { ends.count }

    /// Where the bytes of a value lie in `bytes`.
    package func range(ofValue code: Int) -> Range<Int> {
        code == 0 ? 0..<0 : Int(ends[code - 1])..<Int(ends[code])
    }

    /// The text of a row, `nil` for null: for small results and messages; allocates.
    package func string(row: Int) -> String? {
        let code = Int(codes[row])
        return code == 0 ? nil : String(decoding: bytes[range(ofValue: code)], as: UTF8.self)
    }
}
