import Foundation

/// What somebody types to find a field, a value or a table.
///
///     SearchText("ㅅㅂ").rank(in: "성별")       // .exact
///     SearchText("성ㅂ").rank(in: "성별")       // .exact
///     SearchText("per").rank(in: "Birth period")   // .word
///
/// Letter case, spaces and the signs `_ - . /` do not matter. A consonant stands for every syllable
/// that begins with it; a last syllable without a final consonant for those that go on from it.
/// Cost: the product of the lengths.
package struct SearchText: Hashable, Sendable {
    /// How well a text fits; the least is the best.
    package enum Rank: Int, Comparable, Sendable {
        case exact, prefix, word, inside
        /// Something that belongs to it fits: a synonym, a description, a value's label.
        case related

        package static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

    private let wanted: [Character]

    package init(_ text: String) {
        wanted = Letters(text).characters.flatMap(HangulInitial.separated)
    }

    /// Nothing was typed: everything fits.
    package var isEmpty: Bool { wanted.isEmpty }

    /// How well a text fits; nil where it does not.
    package func rank(in text: String) -> Rank? {
        guard !isEmpty else { return .inside }
        let letters = Letters(text)
        if matches(letters, at: 0) {
            return wanted.count == letters.characters.count ? .exact : .prefix
        }
        if letters.wordStarts.dropFirst().contains(where: { matches(letters, at: $0) }) {
            return .word
        }
        // One consonant alone is somewhere in nearly every word.
        guard wanted.count > 1 || !HangulInitial.isInitial(wanted[0]) else { return nil }
        let places = letters.characters.indices.dropFirst()
        return places.contains { matches(letters, at: $0) } ? .inside : nil
    }

    /// The best of several texts.
    package func rank(in texts: [String]) -> Rank? {
        texts.compactMap { rank(in: $0) }.min()
    }

    /// A regular expression (RE2) that a text in lower case fits where `rank` is not nil.
    ///
    ///     SearchText("성ㅂ").pattern     // [성]…[ㅂ바-빟]
    package var pattern: String {
        let gap = #"[\s_./-]*"#
        let letters = wanted.enumerated().map { index, letter in
            let last = index == wanted.count - 1
            let range = HangulInitial.range(of: letter, isLast: last)
            return range.map { "[\(letter)\($0.lowerBound)-\($0.upperBound)]" }
                ?? Self.escaped(letter)
        }
        let isLoneInitial = wanted.count == 1 && HangulInitial.isInitial(wanted[0])
        return (isLoneInitial ? #"(^|[\s_./-])"# : "") + letters.joined(separator: gap)
    }

    private static func escaped(_ letter: Character) -> String {
        letter.isLetter || letter.isNumber || !letter.isASCII ? String(letter) : "\\\(letter)"
    }

    private func matches(_ letters: Letters, at start: Int) -> Bool {
        guard start + wanted.count <= letters.characters.count else { return false }
        for (index, letter) in wanted.enumerated() {
            let other = letters.characters[start + index]
            if letter == other { continue }
            if HangulInitial.isInitial(letter), HangulInitial.initial(of: other) == letter {
                continue
            }
            let isLast = index == wanted.count - 1
            guard isLast, HangulInitial.isBeginning(letter, of: other) else { return false }
        }
        return true
    }
}

/// The characters of a text that a search looks at.
private struct Letters {
    var characters: [Character] = []
    /// Places where a word begins.
    var wordStarts: [Int] = []

    init(_ text: String) {
        let whole = text.precomposedStringWithCanonicalMapping.lowercased()
        var isStart = true
        for character in whole {
            if character.isWhitespace || "_-./".contains(character) {
                isStart = true
                continue
            }
            if isStart { wordStarts.append(characters.count) }
            isStart = false
            characters.append(character)
        }
        // A text of signs alone is looked for as it is.
        if characters.isEmpty, !whole.isEmpty {
            characters = whole.filter { !$0.isWhitespace }
            wordStarts = [0]
        }
    }
}
