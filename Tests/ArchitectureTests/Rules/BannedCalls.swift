/// Calls and marks that the project does without.
enum BannedCalls {
    static func breaches(in source: SwiftSource, layer: Int?) -> [Breach] {
        var found =
            source.breaches(
                of: #/\btry!/#, word: "try!", "'try!' crashes on bad input: throw an error.")
            + source.breaches(of: #/\bfatalError\(/#, word: "fatalError", fatalError)
            + source.breaches(
                of: #/\bTask\.detached\b/#, word: "detached",
                "'Task.detached' escapes its caller: use a task group.")
            + source.breaches(
                of: #/\bDispatchSemaphore\b/#, word: "DispatchSemaphore",
                "'DispatchSemaphore' blocks a thread of the pool: await instead.")
            + marks(source) + uncheckedSendables(source)
        if source.target != "cxm" { found += prints(source) }
        if let layer, layer <= 2 {
            found += source.breaches(
                of: #/\bDate\(\)|\bDate\.now\b/#, word: "Date",
                "Layers 0 to 2 take the time as an argument.")
        }
        return found
    }

    private static let fatalError =
        "'fatalError' hides its reason: bad input is an error, a broken invariant a precondition."

    private static func prints(_ source: SwiftSource) -> [Breach] {
        source.breaches(
            of: #/(?:^|[^.\w])(?:debugPrint|print)\(/#, word: "rint(",
            "Only cxm prints: return a value or throw an error."
        ).filter { !source.code[$0.line - 1].contains("func print(") }
    }

    private static func marks(_ source: SwiftSource) -> [Breach] {
        guard source.text.contains("MARK:") else { return [] }
        return source.lines.indices.filter {
            // In the line's comment: what has been blanked out of the code.
            source.lines[$0].contains(#/// *MARK:/#) && !source.code[$0].contains("MARK")
                && !source.lines[$0].contains("\"")
        }.map {
            Breach(
                source.path, line: $0 + 1, "A section with a MARK wants to be a file of its own.")
        }
    }

    private static func uncheckedSendables(_ source: SwiftSource) -> [Breach] {
        source.breaches(
            of: #/@unchecked Sendable/#, word: "@unchecked",
            "Say in a comment above why '@unchecked Sendable' is safe."
        ).filter { breach in
            let here = source.lines[breach.line - 1]
            let above = breach.line > 1 ? source.lines[breach.line - 2] : ""
            return !here.contains("//") && !above.contains("//")
        }
    }
}
