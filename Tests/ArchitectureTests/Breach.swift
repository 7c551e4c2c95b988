/// One place that keeps a rule not.
struct Breach: Hashable, CustomStringConvertible {
    let file: String
    /// From 1; 0 for the file as a whole.
    let line: Int
    /// What is wrong and how to mend it.
    let sentence: String

    init(_ file: String, line: Int = 0, _ sentence: String) {
        self.file = file
        self.line = line
        self.sentence = sentence
    }

    var description: String { "\(file):\(line): \(sentence)" }
}

extension [Breach] {
    /// All of them, one a line: the message of a failed rule.
    var report: String { map(\.description).joined(separator: "\n") }
}
