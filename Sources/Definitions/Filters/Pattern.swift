/// A regular expression in the part of the RE2 syntax that every engine shares: no look-around, no
/// back-references, no possessive quantifiers. It is searched for anywhere in the text; `\d`, `\w`
/// and `\s` mean ASCII characters.
///
///     try Pattern("^/loan/").search("/loan/compare")  // true
package struct Pattern: Hashable, Sendable {
    package let text: String

    package init(_ text: String) throws(PatternError) {
        self.text = text
        if let reason = PatternScan(text).refusal {
            throw PatternError(pattern: text, reason: reason)
        }
        guard (try? Regex(text)) != nil else {
            throw PatternError(pattern: text, reason: "it cannot be read")
        }
    }

    /// A function that searches texts; compiled once here, each call costs a search.
    package func searcher() -> (String) -> Bool {
        guard let regex = try? Regex(text) else {
            preconditionFailure("the pattern was compiled by init")
        }
        let plain = regex.matchingSemantics(.unicodeScalar).asciiOnlyCharacterClasses()
        return { (try? plain.firstMatch(in: $0)) != nil }
    }

    package func search(_ subject: String) -> Bool {
        searcher()(subject)
    }
}

/// Looks through a pattern for what Swift can read and RE2 cannot.
private struct PatternScan {
    private(set) var refusal: String?
    private var isEscaped = false
    private var isInClass = false
    private var followsQuantifier = false

    init(_ text: String) {
        let groups = ["(?=", "(?!", "(?<=", "(?<!", "(?>", "(?#", "(?(", "(?|", "(?P=", "(?P>"]
        refusal = groups.first { text.contains($0) }.map { "'\($0)' is not part of it" }
        for scalar in text.unicodeScalars where refusal == nil { visit(scalar) }
    }

    private mutating func visit(_ scalar: Unicode.Scalar) {
        if isEscaped {
            let isDigit = ("1"..."9").contains(scalar)
            if !isInClass, isDigit || "kgGKRX".unicodeScalars.contains(scalar) {
                refusal = "'\\\(scalar)' is not part of it"
            }
            isEscaped = false
            followsQuantifier = false
            return
        }
        isEscaped = scalar == "\\"
        if isInClass {
            isInClass = scalar != "]"
        } else {
            isInClass = scalar == "["
            if followsQuantifier, scalar == "+" {
                refusal = "a '+' after a quantifier gives nothing back"
            }
            followsQuantifier = "*+?}".unicodeScalars.contains(scalar) && !followsQuantifier
        }
    }
}

/// Why a regular expression was refused.
package struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
    let pattern: String
    let reason: String

    package var description: String {
        "The pattern '\(pattern)' is refused: \(reason). Use the syntax of RE2."
    }
}
