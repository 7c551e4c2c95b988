/// 256 random bits that a browser shows to be let in.
struct SecretToken: Sendable {
    /// 64 hexadecimal digits.
    let text: String

    init() {
        // The system's own cryptographic source.
        var generator = SystemRandomNumberGenerator()
        text = (0..<4).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Whether the texts are equal; takes as long whichever characters differ.
    func matches(_ candidate: some StringProtocol) -> Bool {
        let expected = Array(text.utf8)
        let given = Array(candidate.utf8)
        guard expected.count == given.count else { return false }
        var difference: UInt8 = 0
        for (one, two) in zip(expected, given) { difference |= one ^ two }
        return difference == 0
    }
}
