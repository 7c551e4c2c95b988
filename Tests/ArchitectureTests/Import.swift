/// An import line of a source.
struct Import {
    let file: String
    let line: Int
    let target: String
    let module: String

    static func all(in source: SwiftSource) -> [Import] {
        source.code.enumerated().compactMap { index, code in
            guard code.contains("import "), let match = code.firstMatch(of: Self.pattern) else {
                return nil
            }
            return Import(
                file: source.path, line: index + 1, target: source.target,
                module: String(match.output.1))
        }
    }

    private static var pattern: Regex<(Substring, Substring)> {
        #/^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/#
    }
}
