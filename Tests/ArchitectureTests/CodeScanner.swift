/// Blanks comments, the contents of texts and regular expressions in Swift code; lines and columns
/// (in bytes) stay where they are.
///
///     CodeScanner.code(of: "let a = \"{\" // {")   // "let a =         "
struct CodeScanner {
    private enum Mode {
        /// `open`: the parentheses opened since an interpolation began.
        case code(open: Int)
        case text(hashes: Int, isBlock: Bool)
    }

    private let bytes: [UInt8]
    private var result: [UInt8]
    private var position = 0
    private var modes: [Mode] = [.code(open: 0)]

    static func code(of text: String) -> [UInt8] {
        var scanner = CodeScanner(Array(text.utf8))
        while scanner.position < scanner.bytes.count { scanner.step() }
        return scanner.result
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        result = bytes
    }

    private mutating func step() {
        switch modes[modes.count - 1] {
        case .code(let open): stepCode(open)
        case .text(let hashes, let isBlock): stepText(hashes, isBlock)
        }
    }

    private mutating func stepCode(_ open: Int) {
        guard Self.special.contains(bytes[position]) else {
            position += 1
            return
        }
        if at("//") {
            blank(until: "\n")
        } else if at("/*") {
            blankBlockComment()
        } else if at("`") {
            nameRawIdentifier()
        } else if at("#/") {
            blank(until: "/#")
        } else if let hashes = hashesBeforeQuote() {
            beginText(hashes)
        } else {
            count(open)
            position += 1
        }
    }

    /// What may begin something that is blanked, or counts.
    private static let special = Set("/`#\"()".utf8)

    private mutating func stepText(_ hashes: Int, _ isBlock: Bool) {
        guard bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "\\") else {
            blank(1)
            return
        }
        let quote = (isBlock ? "\"\"\"" : "\"") + String(repeating: "#", count: hashes)
        let escape = "\\" + String(repeating: "#", count: hashes)
        if at(quote) {
            blank(quote.utf8.count)
            modes.removeLast()
        } else if at(escape + "(") {
            blank(escape.utf8.count + 1)
            modes.append(.code(open: 0))
        } else {
            blank(at(escape) ? escape.utf8.count + 1 : 1)
        }
    }

    private mutating func count(_ open: Int) {
        if at("(") {
            modes[modes.count - 1] = .code(open: open + 1)
        } else if at(")") {
            modes[modes.count - 1] = .code(open: open - 1)
            if open == 0 && modes.count > 1 { modes.removeLast() }
        }
    }

    private func hashesBeforeQuote() -> Int? {
        var end = position
        while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return nil }
        return end - position
    }

    private mutating func beginText(_ hashes: Int) {
        blank(hashes)
        let isBlock = at("\"\"\"")
        blank(isBlock ? 3 : 1)
        modes.append(.text(hashes: hashes, isBlock: isBlock))
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            if at("/*") { depth += 1 }
            if at("*/") { depth -= 1 }
            blank(at("/*") || at("*/") ? 2 : 1)
        } while depth > 0 && position < bytes.count
    }

    /// A raw identifier becomes a plain one, so that it is still a name.
    private mutating func nameRawIdentifier() {
        repeat {
            result[position] = UInt8(ascii: "_")
            position += 1
        } while position < bytes.count && !at("`")
        if position < bytes.count {
            result[position] = UInt8(ascii: "_")
            position += 1
        }
    }

    private func at(_ text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private mutating func blank(until end: String) {
        let first = end.utf8.first
        while position < bytes.count, bytes[position] != first || !at(end) { blank(1) }
        if end != "\n" && position < bytes.count { blank(end.utf8.count) }
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] != UInt8(ascii: "\n") { result[position] = UInt8(ascii: " ") }
            position += 1
        }
    }
}
