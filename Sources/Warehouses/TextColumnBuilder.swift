/// Makes a text column row by row, for drivers that receive plain texts and for tests.
///
/// ```swift
/// var builder = TextColumnBuilder()
/// builder.append("sign-up")
/// builder.appendNull()
/// let column = builder.finish()
/// ```
/// Cost: one look-up per value that differs from the row before.
package struct TextColumnBuilder: Sendable {
    private var codes: [UInt32] = []
    private var ends: [UInt32] = [0]
    private var bytes: [UInt8] = []
    private var nullCount = 0
    private var known: [String: UInt32] = [:]
    private var previous: (text: String, code: UInt32)?

    package init() {}

    package mutating func append(_ text: String) {
        if let previous, previous.text == text {
            codes.append(previous.code)
            return
        }
        let code = known[text] ?? add(text)
        codes.append(code)
        previous = (text, code)
    }

    package mutating func appendNull() {
        codes.append(0)
        nullCount += 1
    }

    /// The column so far; the builder is empty afterwards.
    package mutating func finish() -> TextColumn {
        defer { self = TextColumnBuilder() }
        return TextColumn(codes: codes, ends: ends, bytes: bytes, nullCount: nullCount)
    }

    private mutating func add(_ text: String) -> UInt32 {
        let code = UInt32(ends.count)
        bytes.append(contentsOf: text.utf8)
        ends.append(UInt32(bytes.count))
        known[text] = code
        return code
    }
}
