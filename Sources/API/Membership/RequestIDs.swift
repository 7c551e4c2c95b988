import NIOCore

/// Ids for the requests of one event loop: 16 hexadecimal digits, without asking the system for each.
struct RequestIDs {
    private var state = UInt64.random(in: .min ... .max)

    /// Writes the next id.
    mutating func writeNext(into buffer: inout ByteBuffer) {
        // A full period, well mixed: SplitMix64.
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        buffer.writeInteger(Self.digits(UInt32(truncatingIfNeeded: mixed)))
        buffer.writeInteger(Self.digits(UInt32(truncatingIfNeeded: mixed >> 32)))
    }

    /// The digits of a number as eight bytes, in some order.
    static func digits(_ number: UInt32) -> UInt64 {
        var bytes = UInt64(number)
        bytes = (bytes | bytes << 16) & 0x0000_FFFF_0000_FFFF
        bytes = (bytes | bytes << 8) & 0x00FF_00FF_00FF_00FF
        bytes = (bytes | bytes << 4) & 0x0F0F_0F0F_0F0F_0F0F
        let letters = (bytes &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return bytes &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
    }
}
