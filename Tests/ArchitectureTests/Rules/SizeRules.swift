/// A file is one idea, a function fits a screen.
enum SizeRules {
    static let fileLineLimit = 400
    static let functionLineLimit = 70

    static func fileBreaches(_ path: String, _ text: String) -> [Breach] {
        let count = text.utf8.count { $0 == UInt8(ascii: "\n") }
        guard count > fileLineLimit else { return [] }
        return [
            Breach(path, "\(count) lines; a file has at most \(fileLineLimit): split it by ideas.")
        ]
    }

    static func functionBreaches(in source: SwiftSource) -> [Breach] {
        SwiftFunctions.all(in: source.code).filter { $0.lineCount > functionLineLimit }.map {
            Breach(
                source.path, line: $0.line,
                "\($0.lineCount) lines; a function has at most \(functionLineLimit): name its parts."
            )
        }
    }
}
