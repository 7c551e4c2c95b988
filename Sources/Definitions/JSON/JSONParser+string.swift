extension JSONParser {
    mutating func string() throws(DefinitionError) -> String {
        index += 1
        var content: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw failure("text in UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): try escape(into: &content)
            case 0..<0x20: throw failure("no bare control character in a text")
            default: content.append(byte)
            }
        }
        throw failure("'\"' at the end of a text")
    }

    private mutating func escape(into content: inout [UInt8]) throws(DefinitionError) {
        guard index < bytes.count else { throw failure("an escape") }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "u"): content.append(contentsOf: String(try scalar()).utf8)
        default: throw failure("a known escape")
        }
    }

    private mutating func scalar() throws(DefinitionError) -> Character {
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code), bytes[index...].starts(with: [0x5C, 0x75]) {
            index += 2
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw failure("a pair of surrogates") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw failure("a pair of surrogates") }
        return Character(scalar)
    }

    private mutating func hexadecimal() throws(DefinitionError) -> UInt32 {
        let end = min(index + 4, bytes.count)
        let text = String(decoding: bytes[index..<end], as: UTF8.self)
        guard text.utf8.count == 4, text.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let code = UInt32(text, radix: 16)
        else { throw failure("four hexadecimal digits") }
        index = end
        return code
    }

    mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        skipSpace()
        guard peek() == byte else { return false }
        index += 1
        return true
    }

    func peek() -> UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    func failure(_ expected: String) -> DefinitionError {
        let before = bytes[..<min(index, bytes.count)]
        let line = before.count { $0 == 0x0A } + 1
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        // Bytes that continue a character are no column of their own.
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
        return .notJSON(line: line, column: column, expected: expected)
    }
}
