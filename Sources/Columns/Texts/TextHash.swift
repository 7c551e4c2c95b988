/// A 64-bit hash of bytes; part of the format of identity indexes (`docs/formats/users.md`).
///
/// Words of 8 bytes are folded in by multiplication: the halves of the 128-bit product, exclusive-or.
enum TextHash {
    private static let first: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let second: UInt64 = 0xD6E8_FEB8_6659_FD93

    @unsafe @inline(__always)
    static func of(_ start: UnsafeRawPointer, _ count: Int) -> UInt64 {
        var state = first ^ (UInt64(truncatingIfNeeded: count) &* second)
        var offset = 0
        while offset + 8 <= count {
            let word = unsafe start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            state = fold(state ^ UInt64(littleEndian: word), second)
            offset += 8
        }
        if offset < count {
            state = unsafe fold(state ^ tail(start + offset, count - offset), second)
        }
        return fold(state ^ first, second)
    }

    /// 1 to 7 bytes as a number, the first byte lowest.
    @unsafe @inline(__always)
    private static func tail(_ start: UnsafeRawPointer, _ count: Int) -> UInt64 {
        if count >= 4 {
            let low = unsafe start.loadUnaligned(as: UInt32.self)
            let high = unsafe start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
            let shifted = UInt64(UInt32(littleEndian: high)) << UInt64(8 * (count - 4))
            return UInt64(UInt32(littleEndian: low)) | shifted
        }
        var word: UInt64 = 0
        for index in 0..<count {
            word |=
                unsafe UInt64(start.load(fromByteOffset: index, as: UInt8.self))
                << UInt64(8 * index)
        }
        return word
    }

    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
