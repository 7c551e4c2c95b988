import Crypto

/// A token's SHA-256 as a key to look it up by: four words in place of a text.
///
///     Fingerprint(of: token.text) == Fingerprint(text: SecretToken.fingerprint(of: token.text))
package struct Fingerprint: Hashable, Sendable {
    private let words: SIMD4<UInt64>

    package init(of token: String) {
        var words = SIMD4<UInt64>()
        var index = 0
        for byte in SHA256.hash(data: Array(token.utf8)) {
            words[index >> 3] = words[index >> 3] << 8 | UInt64(byte)
            index += 1
        }
        self.words = words
    }

    /// Nil where the text is not 64 hexadecimal digits.
    package init?(text: String) {
        guard text.utf8.count == 64 else { return nil }
        var words = SIMD4<UInt64>()
        for (index, character) in text.enumerated() {
            guard let digit = character.hexDigitValue else { return nil }
            words[index >> 4] = words[index >> 4] << 4 | UInt64(digit)
        }
        self.words = words
    }
}
