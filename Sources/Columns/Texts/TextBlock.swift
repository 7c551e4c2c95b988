/// Texts of some thousand rows as a small dictionary: each row holds the code of its value.
///
///     TextBlock(texts: ["home", nil, "home"])  // codes 1 0 1, ends 0 4, bytes "home"
///
/// Code 0 is no value. Two codes may stand for equal bytes. Cost: 4 bytes a row, and the bytes of
/// each value once.
package struct TextBlock: Hashable, Sendable {
    /// One per row; 0 is no value.
    package let codes: [UInt32]
    /// Where the bytes of value `code` end; those of value 0 end at 0.
    package let ends: [UInt32]
    /// UTF-8 of all values, one after another.
    package let bytes: [UInt8]

    /// Traps where the ends do not describe the bytes; codes are checked where they are used.
    package init(codes: [UInt32], ends: [UInt32], bytes: [UInt8]) {
        precondition(ends.first == 0, "value 0 has no bytes")
        precondition(Int(ends[ends.count - 1]) == bytes.count, "the last value ends the bytes")
        self.codes = codes
        self.ends = ends
        self.bytes = bytes
    }

    /// For tests and small inputs; allocates.
    package init(texts: [String?]) {
        var codes: [UInt32] = []
        var ends: [UInt32] = [0]
        var bytes: [UInt8] = []
        var known: [[UInt8]: UInt32] = [:]
        for text in texts {
            guard let text else {
                codes.append(0)
                continue
            }
            let utf8 = Array(text.utf8)
            if let code = known[utf8] {
                codes.append(code)
                continue
            }
            known[utf8] = UInt32(ends.count)
            codes.append(UInt32(ends.count))
            bytes += utf8
            ends.append(UInt32(bytes.count))
        }
        self.init(codes: codes, ends: ends, bytes: bytes)
    }

    package var rowCount: Int { codes.count }

    /// How many codes there are, no value included.
    package var valueCount: Int { ends.count }

    /// The text of a row, nil for no value: for messages; allocates.
    package func text(row: Int) -> String? {
        let code = Int(codes[row])
        guard code > 0 else { return nil }
        return String(decoding: bytes[Int(ends[code - 1])..<Int(ends[code])], as: UTF8.self)
    }
}
