import CRoaring
package import Columns

/// Bitmaps as bytes and as files; `docs/formats/bitmap.md` shows them byte by byte.
extension Bitmap {
    private static let magic: [UInt8] = Array("CXMBIT01".utf8)
    private static let headerSize = 32

    /// How many bytes the set takes in the portable Roaring format.
    package var portableByteCount: Int {
        unsafe Int(roaring_bitmap_portable_size_in_bytes(storage.pointer))
    }

    /// The set in the portable Roaring format.
    package var portableBytes: [UInt8] {
        let size = portableByteCount
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            filled = unsafe buffer.withMemoryRebound(to: CChar.self) { chars in
                unsafe roaring_bitmap_portable_serialize(storage.pointer, chars.baseAddress!)
            }
        }
    }

    /// Nil where the bytes are not one sound bitmap. Cost: one pass, then about a copy.
    package init?(portableBytes bytes: [UInt8]) {
        guard PortableFormat.fault(in: bytes) == nil else { return nil }
        self.init(checked: bytes)
    }

    /// Bytes that are known to be sound.
    init?(checked bytes: [UInt8]) {
        let made = unsafe bytes.withUnsafeBytes { buffer in
            unsafe roaring_bitmap_portable_deserialize_safe(
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
        }
        guard let made = unsafe made else { return nil }
        unsafe self.init(BitmapStorage(made))
    }

    /// Writes the set to a new file, on the disk when it returns.
    package func write(to path: String) throws(ColumnError) {
        let bytes = portableBytes
        let file = try OutputFile(path: path)
        try file.append(
            Self.magic + littleEndian(UInt64(bytes.count)) + littleEndian(UInt64(count))
                + littleEndian(UInt64(checksumOf(bytes))) + bytes)
        try file.synchronize()
    }

    /// Reads a file that `write(to:)` has written; refuses every other with a sentence.
    package init(path: String) throws(ColumnError) {
        let file = try MappedFile(path: path)
        guard file.count >= Self.headerSize else {
            throw .truncated(path, expected: Self.headerSize, found: file.count)
        }
        guard file.bytes(from: 0, count: 8) == Self.magic else {
            throw .notAColumn(path, expected: "a set of users")
        }
        let (size, count, checksum) = file.withElements(UInt64.self, from: 8, count: 3) {
            (Int(clamping: $0[0]), $0[1], $0[2])
        }
        guard size <= 1 << 40 else { throw .damaged(path, "its header") }
        guard file.count == Self.headerSize + size else {
            throw .truncated(path, expected: Self.headerSize + size, found: file.count)
        }
        guard UInt64(file.checksum(from: Self.headerSize, count: size)) == checksum else {
            throw .damaged(path, "its checksum differs")
        }
        let bytes = file.bytes(from: Self.headerSize, count: size)
        if let fault = PortableFormat.fault(in: bytes) { throw .damaged(path, fault) }
        guard let found = Bitmap(checked: bytes), UInt64(found.count) == count else {
            throw .damaged(path, "its count differs")
        }
        self = found
    }
}
