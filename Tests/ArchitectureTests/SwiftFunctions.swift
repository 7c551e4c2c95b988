/// Finds functions, initializers and computed properties by their braces.
struct SwiftFunctions {
    struct Function: Equatable {
        /// Where it begins, from 1.
        let line: Int
        let lineCount: Int
    }

    private struct Token {
        let text: Substring
        let line: Int
    }

    /// `code`: lines without comments and texts, see `CodeScanner`.
    static func all(in code: [String]) -> [Function] {
        let tokens = code.enumerated().flatMap { Self.tokens(of: $0.element, line: $0.offset + 1) }
        return tokens.indices.compactMap { index in
            guard isDeclaration(tokens, index), let open = body(tokens, from: index),
                let close = end(tokens, of: open)
            else { return nil }
            let line = tokens[index].line
            return Function(line: line, lineCount: tokens[close].line - line + 1)
        }
    }

    /// Words, and the signs that matter.
    private static func tokens(of code: String, line: Int) -> [Token] {
        var tokens: [Token] = []
        let bytes = code.utf8
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let start = index
            while index < bytes.endIndex, isWord(bytes[index]) { bytes.formIndex(after: &index) }
            if index > start {
                tokens.append(Token(text: code[start..<index], line: line))
            } else {
                bytes.formIndex(after: &index)
                if signs.contains(bytes[start]) {
                    tokens.append(Token(text: code[start..<index], line: line))
                }
            }
        }
        return tokens
    }

    private static let signs = Set("{}()[].=".utf8)

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isDeclaration(_ tokens: [Token], _ index: Int) -> Bool {
        switch tokens[index].text {
        case "func", "deinit", "subscript", "var": true
        case "init": index == 0 || tokens[index - 1].text != "."
        default: false
        }
    }

    private static let ends: Set<Substring> = [
        "func", "var", "let", "init", "deinit", "subscript", "case", "struct", "class", "enum",
        "extension", "protocol", "actor", "associatedtype", "return", "}",
    ]

    /// The brace that opens the body; nil for a requirement of a protocol and a stored property.
    private static func body(_ tokens: [Token], from start: Int) -> Int? {
        var depth = 0
        for index in tokens.indices[start...].dropFirst() {
            switch tokens[index].text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: return index
            case "=" where depth == 0 && tokens[start].text == "var": return nil
            case let text where depth == 0 && ends.contains(text): return nil
            default: break
            }
            if depth < 0 { return nil }
        }
        return nil
    }

    private static func end(_ tokens: [Token], of open: Int) -> Int? {
        var depth = 0
        for index in tokens.indices[open...] {
            if tokens[index].text == "{" { depth += 1 }
            if tokens[index].text == "}" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }
}
