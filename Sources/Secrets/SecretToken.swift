/// 256 random bits that somebody shows to be let in.
package struct SecretToken: Sendable {
    /// 64 hexadecimal digits.
    package let text: String

    package init() {
        // The system's own cryptographic source.
        var generator = SystemRandomNumberGenerator()
        text = (0..<4).map { _ in Hexadecimal.text(of: generator.next() as UInt64) }.joined()
    }

    /// Whether the texts are equal; takes as long whichever characters differ.
    package func matches(_ candidate: some StringProtocol) -> Bool {
        Self.areEqual(text, candidate)
    }

    /// The same, of any two texts of one length.
    package static func areEqual(_ text: String, _ candidate: some StringProtocol) -> Bool {
        let expected = Array(text.utf8)
        let given = Array(candidate.utf8)
        guard expected.count == given.count else { return false }
        var difference: UInt8 = 0
        for (one, two) in zip(expected, given) { difference |= one ^ two }
        return difference == 0
    }

    /// What a store keeps in place of the token: it finds a token that is shown, and opens nothing.
    ///
    /// A token is as long as the sum and random, so that one round of SHA-256 is enough.
    package static func fingerprint(of token: some StringProtocol) -> String {
        Digest.sha256(Array(token.utf8))
    }
}
