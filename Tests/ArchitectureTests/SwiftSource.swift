import Foundation
import TestSupport

/// A Swift file with its code told apart from comments and texts.
struct SwiftSource {
    /// From the root: `Sources/Columns/Column.swift`.
    let path: String
    let text: String
    let lines: [String]
    /// The same lines and columns with comments and the contents of texts blanked.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = Self.split(text)
        code = Self.split(String(decoding: CodeScanner.code(of: text), as: UTF8.self))
    }

    private static func split(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// The folder below `Sources` or `Tests`: the target.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// Where `pattern` occurs in code, a line at the most once. `word` is a part of all that it finds:
    /// most files do without, and looking for a word is far quicker.
    func breaches(of pattern: Regex<Substring>, word: String, _ sentence: String) -> [Breach] {
        guard text.range(of: word, options: .literal) != nil else { return [] }
        return code.enumerated().filter { $0.element.contains(pattern) }
            .map { Breach(path, line: $0.offset + 1, sentence) }
    }

    /// All sources, and all tests; read once.
    static let sources = Result { try all(below: "Sources") }
    static let tests = Result { try all(below: "Tests") }

    private static func all(below folder: String) throws -> [SwiftSource] {
        try Repository.files(below: folder, ending: ".swift").map {
            SwiftSource(path: $0, text: try Repository.text($0))
        }
    }
}
