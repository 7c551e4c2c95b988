import Definitions

extension JourneySet {
    /// Reads journeys written as text, one user per line.
    ///
    ///     ann            A0 B5 C9#2 -> 3   // name, milliseconds since 1970, sequence, level
    ///     bob{grade=vip} A0{os=ios,n=3,paid=true} B-7
    ///
    /// A bare `3` is an integer, `2.5` a number, `true` a boolean, everything else text. Empty
    /// lines and lines of comment are left out. A line that cannot be read stops the test.
    package init(
        text: String, sessionGapMilliseconds: Int64 = 1_800_000
    ) {
        let lines = text.split(separator: "\n").map(JourneyLine.init)
        self.init(
            lines.compactMap(\.journey), sessionGapMilliseconds: sessionGapMilliseconds)
    }
}

/// One line of text journeys, taken apart.
struct JourneyLine {
    let journey: Journey?

    init(_ line: Substring) {
        let (code, comment) = Self.split(line, at: "//")
        let (path, level) = Self.split(code, at: "->")
        let words = path.split(separator: " ")
        guard let head = words.first else {
            journey = nil
            return
        }
        let (user, attributes) = Self.braces(head)
        journey = Journey(
            String(user), attributes: attributes, events: words.dropFirst().map(Self.event),
            expected: level.map { Self.number($0, in: line) }, comment: comment.map(Self.trimmed))
    }

    private static func split(
        _ text: Substring, at mark: String
    ) -> (Substring, Substring?) {
        guard let place = text.firstRange(of: mark) else { return (text, nil) }
        return (text[..<place.lowerBound], text[place.upperBound...])
    }

    /// `A0#2{os=ios}`
    private static func event(_ word: Substring) -> JourneyEvent {
        let (head, properties) = braces(word)
        let name = head.prefix { !$0.isNumber && $0 != "-" }
        let numbers = head.dropFirst(name.count).split(separator: "#")
        precondition(!name.isEmpty && (1...2).contains(numbers.count), "'\(word)' is no event")
        return JourneyEvent(
            String(name), at: Int64(number(numbers[0], in: word)),
            sequence: numbers.count == 2 ? Int64(number(numbers[1], in: word)) : nil,
            properties: properties)
    }

    /// `ann{grade=vip,n=3}` as `ann` and its values.
    private static func braces(_ word: Substring) -> (Substring, [String: Value]) {
        guard word.last == "}", let open = word.firstIndex(of: "{") else { return (word, [:]) }
        var values: [String: Value] = [:]
        for pair in word[word.index(after: open)...].dropLast().split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            precondition(parts.count == 2, "'\(pair)' in '\(word)' is no name=value")
            values[String(parts[0])] = value(String(parts[1]))
        }
        return (word[..<open], values)
    }

    private static func value(_ text: String) -> Value {
        if let integer = Int64(text) { return .integer(integer) }
        if let number = Double(text), number.isFinite { return .number(number) }
        return Bool(text).map { .boolean($0) } ?? .text(text)
    }

    private static func number(_ text: Substring, in line: Substring) -> Int {
        guard let number = Int(trimmed(text)) else {
            preconditionFailure("'\(text)' in '\(line)' is no whole number")
        }
        return number
    }

    private static func trimmed(_ text: Substring) -> String {
        let tail = text.drop { $0 == " " }
        return String(tail.reversed().drop { $0 == " " }.reversed())
    }
}
