import Columns

/// The set of one snapshot in a file: whole, or as what changed since the one before it.
///
/// `docs/formats/snapshots.md` shows the header byte by byte.
struct SnapshotFrame: Hashable, Sendable {
    enum Kind: UInt32, Sendable {
        /// The whole set.
        case whole = 1
        /// The users who entered or left since the frame before.
        case changes = 2
    }

    static let magic: [UInt8] = Array("CXMSNP01".utf8)
    static let headerSize = 64

    var segment: Int64
    var snapshot: Int64
    var kind: Kind
    /// The snapshot of the frame before; 0 for a whole set.
    var base: Int64
    /// How many users the snapshot has.
    var users: Int
    /// How many bytes the bitmap after the header has.
    var size: Int
    /// CRC-32C of these bytes.
    var checksum: UInt32
    /// Where the header stands.
    var offset = 0

    /// Where the next frame stands.
    var end: Int { offset + Self.headerSize + Self.padded(size) }

    static func padded(_ size: Int) -> Int { (size + 7) / 8 * 8 }

    var header: [UInt8] {
        var bytes = Self.magic
        bytes += littleEndian(UInt64(bitPattern: segment))
        bytes += littleEndian(UInt64(bitPattern: snapshot))
        bytes += littleEndian(UInt64(kind.rawValue) | UInt64(checksum) << 32)
        bytes += littleEndian(UInt64(size))
        bytes += littleEndian(UInt64(users))
        bytes += littleEndian(UInt64(bitPattern: base))
        bytes += [0, 0, 0, 0]
        bytes += littleEndian(UInt64(checksumOf(bytes))).prefix(4)
        return bytes
    }

    /// The frame with its bitmap, filled up so that the next one is aligned.
    func bytes(with bitmap: [UInt8]) -> [UInt8] {
        header + bitmap + [UInt8](repeating: 0, count: Self.padded(size) - size)
    }
}

extension SnapshotFrame {
    /// Nil where the bytes are no whole, undamaged header.
    init?(header bytes: [UInt8], at offset: Int) {
        guard bytes.count == Self.headerSize, Array(bytes[0..<8]) == Self.magic,
            UInt64(checksumOf(Array(bytes[0..<60]))) == Self.number(bytes, at: 56) >> 32,
            let kind = Kind(rawValue: UInt32(truncatingIfNeeded: Self.number(bytes, at: 24))),
            let size = Int(exactly: Self.number(bytes, at: 32)), size <= 1 << 40,
            let users = Int(exactly: Self.number(bytes, at: 40)), users <= 1 << 32
        else { return nil }
        self.init(
            segment: Int64(bitPattern: Self.number(bytes, at: 8)),
            snapshot: Int64(bitPattern: Self.number(bytes, at: 16)), kind: kind,
            base: Int64(bitPattern: Self.number(bytes, at: 48)), users: users, size: size,
            checksum: UInt32(truncatingIfNeeded: Self.number(bytes, at: 24) >> 32), offset: offset)
    }

    /// Whether the bytes start a frame of a later format.
    static func isNewer(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 8, bytes[0..<6].elementsEqual(magic[0..<6]) else { return false }
        let version = bytes[6..<8]
        return version.allSatisfy { (0x30...0x39).contains($0) }
            && magic[6..<8].lexicographicallyPrecedes(version)
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
    }
}
