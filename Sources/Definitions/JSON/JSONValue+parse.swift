extension JSONValue {
    /// Reads one JSON text (RFC 8259).
    ///
    ///     try JSONValue(parsing: #"{"kind":"funnel"}"#)
    ///
    /// Throws `DefinitionError.notJSON` with line and column; nesting deeper than 128 is refused.
    package init(parsing text: String) throws(DefinitionError) {
        var parser = JSONParser(bytes: Array(text.utf8))
        self = try parser.document()
    }
}

/// A recursive-descent reader over UTF-8 bytes.
struct JSONParser {
    let bytes: [UInt8]
    var index = 0
    var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(DefinitionError) -> JSONValue {
        let value = try value()
        skipSpace()
        guard index == bytes.count else { throw failure("nothing more after the end") }
        return value
    }

    private mutating func value() throws(DefinitionError) -> JSONValue {
        skipSpace()
        guard index < bytes.count else { throw failure("a value") }
        switch bytes[index] {
        case UInt8(ascii: "{"):
            return try nested { parser throws(DefinitionError) in try parser.object() }
        case UInt8(ascii: "["):
            return try nested { parser throws(DefinitionError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(DefinitionError) -> JSONValue
    ) throws(DefinitionError) -> JSONValue {
        depth += 1
        guard depth <= 128 else { throw failure("at most 128 levels") }
        index += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(DefinitionError) -> JSONValue {
        var members: [JSONValue.Member] = []
        if skip(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw failure("a name in quotes") }
            let name = try string()
            guard skip(UInt8(ascii: ":")) else { throw failure("':'") }
            guard !members.contains(where: { $0.name == name }) else {
                throw failure("each name once, not '\(name)' again")
            }
            members.append(.init(name, try value()))
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "}")) else { throw failure("',' or '}'") }
        return .object(members)
    }

    private mutating func array() throws(DefinitionError) -> JSONValue {
        var elements: [JSONValue] = []
        if skip(UInt8(ascii: "]")) { return .array(elements) }
        repeat { elements.append(try value()) } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "]")) else { throw failure("',' or ']'") }
        return .array(elements)
    }

    private mutating func word(
        _ text: String, _ value: JSONValue
    ) throws(DefinitionError) -> JSONValue {
        guard bytes[index...].starts(with: text.utf8) else { throw failure("a value") }
        index += text.utf8.count
        return value
    }

    private mutating func number() throws(DefinitionError) -> JSONValue {
        let start = index
        while index < bytes.count, Self.numberBytes.contains(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if let integer = Int64(text), Self.isStrictNumber(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite, Self.isStrictNumber(text) else {
            index = start
            throw failure("a value")
        }
        return .number(number)
    }

    private static let numberBytes = Set("+-.eE0123456789".utf8)

    /// JSON allows no leading plus, no leading zeros and no bare point.
    private static func isStrictNumber(_ text: String) -> Bool {
        let digits = Array((text.hasPrefix("-") ? text.dropFirst() : text[...]).utf8)
        guard let first = digits.first, isDigit(first) else { return false }
        if first == 0x30, digits.count > 1, isDigit(digits[1]) { return false }
        guard let point = digits.firstIndex(of: UInt8(ascii: ".")) else { return true }
        return point + 1 < digits.count && isDigit(digits[point + 1])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
