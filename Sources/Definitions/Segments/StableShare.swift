/// Puts every id at a place from 0 to below 1, the same on every machine and in every version, so that
/// those below a share can be set apart.
///
///     StableShare(salt: "spring").place(of: Array("m0000123".utf8)) < 0.1
///
/// Ids that differ little lie far apart, and other salts give other places. Cost: a multiplication a byte.
package struct StableShare: Sendable {
    private let start: StableHash.Sum

    package init(salt: String) {
        var sum = StableHash.Sum()
        for byte in salt.utf8 { sum.add(byte) }
        // Keeps salts and ids apart: no text holds this byte.
        sum.add(0xFF)
        start = sum
    }

    package func place(of id: [UInt8]) -> Double {
        var sum = start
        for byte in id { sum.add(byte) }
        // The last bytes of a text hardly reach the sum's upper half by themselves.
        var mixed = UInt64(truncatingIfNeeded: sum.value ^ (sum.value >> 64))
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        mixed ^= mixed >> 33
        return Double(mixed >> 11) / Double(1 << 53 as UInt64)
    }
}
