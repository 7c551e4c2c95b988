/// FNV-1a with 128 bits (Fowler, Noll, Vo): the same on every machine and in every version, which
/// Swift's own hashes are not. It tells definitions apart; it is no protection against an attacker.
///
///     StableHash.of("a")   // d228cb696f1a8caf78912b704e4a8964
package enum StableHash {
    /// 32 hexadecimal digits of a text's UTF-8. Cost: a multiplication a byte.
    package static func of(_ text: String) -> String {
        var sum = Sum()
        for byte in text.utf8 { sum.add(byte) }
        let digits = String(sum.value, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    /// The sum over bytes so far.
    struct Sum: Sendable {
        private(set) var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

        mutating func add(_ byte: UInt8) {
            value ^= UInt128(byte)
            value &*= 0x0100_0000_0000_0000_0000_013b
        }
    }
}
