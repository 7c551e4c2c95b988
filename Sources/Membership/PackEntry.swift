import Columns

/// Where one set stands in a pack; `docs/formats/served.md` shows it byte by byte.
struct PackEntry: Hashable, Sendable {
    static let size = 64

    var key: ServedKey
    var offset: Int
    var byteCount: Int
    /// How many users are in it.
    var users: Int
    var blocks: Int
    /// CRC-32C of the set's bytes.
    var checksum: UInt32

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for number in [
            UInt64(bitPattern: key.segment), UInt64(bitPattern: key.snapshot), UInt64(offset),
            UInt64(byteCount), UInt64(users), UInt64(blocks) | UInt64(checksum) << 32, 0, 0,
        ] { bytes += littleEndian(number) }
        return bytes
    }

    /// Reads the entry that begins at word `place` of an index.
    init(_ words: [UInt64], at place: Int) {
        key = ServedKey(
            segment: Int64(bitPattern: words[place]), snapshot: Int64(bitPattern: words[place + 1]))
        offset = Int(clamping: words[place + 2])
        byteCount = Int(clamping: words[place + 3])
        users = Int(clamping: words[place + 4])
        blocks = Int(words[place + 5] & 0xFFFF_FFFF)
        checksum = UInt32(words[place + 5] >> 32)
    }

    init(
        key: ServedKey, offset: Int, byteCount: Int, users: Int, blocks: Int, checksum: UInt32
    ) {
        self.key = key
        self.offset = offset
        self.byteCount = byteCount
        self.users = users
        self.blocks = blocks
        self.checksum = checksum
    }
}

/// Numbers as a pack holds them: lowest byte first.
enum PackNumbers {
    static func words(_ bytes: [UInt8]) -> [UInt64] {
        stride(from: 0, to: bytes.count, by: 8).map { place in
            (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
        }
    }
}
