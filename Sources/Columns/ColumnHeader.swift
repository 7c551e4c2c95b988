import Foundation

/// The first 64 bytes of a column file; `docs/formats/column.md` shows them byte by byte.
package struct ColumnHeader: Hashable, Sendable {
    package enum Kind: UInt8, CaseIterable, Sendable {
        /// Unsigned codes of a dictionary, or plain unsigned numbers.
        case codes = 1
        /// Signed integers, stored as unsigned offsets from `base`.
        case integers = 2
        case doubles = 3
        /// One bit each, least significant first.
        case bits = 4
    }

    package static let size = 64
    static let magic: [UInt8] = Array("CXMCOL01".utf8)
    /// Readers may look this far past the last element.
    package static let padding = 256

    package let kind: Kind
    /// Bytes an element: 1, 2, 4 or 8; 0 for bits.
    package let width: Int
    package let count: Int
    package let base: Int64
    /// CRC-32C of all bytes after the header.
    package let checksum: UInt32

    package init(kind: Kind, width: Int, count: Int, base: Int64, checksum: UInt32) {
        self.kind = kind
        self.width = width
        self.count = count
        self.base = base
        self.checksum = checksum
    }

    /// Bytes after the header: the elements, filled to 64, and the padding.
    package var dataSize: Int { Self.dataSize(kind: kind, width: width, count: count) }

    static func dataSize(kind: Kind, width: Int, count: Int) -> Int {
        let bytes = kind == .bits ? (count + 7) / 8 : count * width
        return (bytes + 63) / 64 * 64 + padding
    }

    var bytes: [UInt8] {
        var bytes = Self.magic
        bytes += [kind.rawValue, UInt8(width), 0, 0]
        bytes += littleEndian(checksum)
        bytes += littleEndian(UInt64(count))
        bytes += littleEndian(UInt64(bitPattern: base))
        bytes += Array(repeating: 0, count: Self.size - 4 - bytes.count)
        bytes += littleEndian(checksumOf(bytes))
        return bytes
    }

    init(reading file: MappedFile) throws(ColumnError) {
        guard file.count >= Self.size else {
            throw .truncated(file.path, expected: Self.size, found: file.count)
        }
        let bytes = file.withBytes(from: 0, count: Self.size) { span in
            (0..<Self.size).map { span.byte(at: $0) }
        }
        guard Array(bytes[0..<8]) == Self.magic else {
            throw .notAColumn(file.path, expected: "a column file")
        }
        guard checksumOf(Array(bytes[0..<60])) == UInt32(number(bytes[60..<64])),
            let kind = Kind(rawValue: bytes[8])
        else { throw .damaged(file.path, "its header") }
        self.init(
            kind: kind, width: Int(bytes[9]), count: Int(number(bytes[16..<24])),
            base: Int64(bitPattern: number(bytes[24..<32])),
            checksum: UInt32(number(bytes[12..<16])))
        guard file.count == Self.size + dataSize else {
            throw .truncated(file.path, expected: Self.size + dataSize, found: file.count)
        }
    }
}

extension RawSpan {
    /// The byte at an index, checked.
    func byte(at index: Int) -> UInt8 {
        precondition(index >= 0 && index < byteCount, "inside the span")
        return unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt8.self)
    }
}

/// The bytes of a number, lowest first.
package func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

private func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
}
