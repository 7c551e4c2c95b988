/// Small words that all English descriptions share.
enum English {
    /// `1 day`, `30 days`
    static func count(_ count: Int64, _ noun: String) -> String {
        "\(count) \(noun)" + (count == 1 ? "" : "s")
    }

    /// `a`, `a or b`, `a, b or c`
    static func list(_ words: [String], _ conjunction: String) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    static func quoted(_ text: String) -> String { "“\(text)”" }

    static func value(_ value: Value) -> String {
        if case .text(let text) = value { quoted(text) } else { value.words }
    }

    static func span(_ span: TimeSpan) -> String { count(span.value, span.unit.rawValue) }
}
