/// Korean initial consonants (초성): `성` begins with `ㅅ`.
enum HangulInitial {
    private static let initials: [Character] = [
        "ㄱ", "ㄲ", "ㄴ", "ㄷ", "ㄸ", "ㄹ", "ㅁ", "ㅂ", "ㅃ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅉ", "ㅊ", "ㅋ",
        "ㅌ", "ㅍ", "ㅎ",
    ]
    private static let initialSet = Set(initials)

    /// What a keyboard joins when two consonants are typed in a row.
    private static let pairs: [Character: [Character]] = [
        "ㄳ": ["ㄱ", "ㅅ"], "ㄵ": ["ㄴ", "ㅈ"], "ㄶ": ["ㄴ", "ㅎ"], "ㄺ": ["ㄹ", "ㄱ"], "ㄻ": ["ㄹ", "ㅁ"],
        "ㄼ": ["ㄹ", "ㅂ"], "ㄽ": ["ㄹ", "ㅅ"], "ㄾ": ["ㄹ", "ㅌ"], "ㄿ": ["ㄹ", "ㅍ"], "ㅀ": ["ㄹ", "ㅎ"],
        "ㅄ": ["ㅂ", "ㅅ"],
    ]

    /// How many syllables share an initial, and how many an initial and a vowel.
    private static let syllablesPerInitial: UInt32 = 588
    private static let syllablesPerVowel: UInt32 = 28

    /// The character, or the two consonants that a keyboard made one of.
    static func separated(_ character: Character) -> [Character] {
        pairs[character] ?? [character]
    }

    static func isInitial(_ character: Character) -> Bool { initialSet.contains(character) }

    /// The initial of a syllable; nil for any other character.
    static func initial(of character: Character) -> Character? {
        guard let number = syllable(character) else { return nil }
        return initials[Int(number / syllablesPerInitial)]
    }

    /// Whether `open`, a syllable without a final consonant, is what somebody has typed so far of
    /// `whole`: `서` of `성`.
    static func isBeginning(_ open: Character, of whole: Character) -> Bool {
        guard let first = syllable(open), let second = syllable(whole) else { return false }
        return first % syllablesPerVowel == 0
            && first / syllablesPerVowel == second / syllablesPerVowel
    }

    /// The syllables that a typed character stands for, first to last; nil: only for itself.
    static func range(of letter: Character, isLast: Bool) -> ClosedRange<Character>? {
        if let index = initials.firstIndex(of: letter) {
            return syllables(from: UInt32(index) * syllablesPerInitial, syllablesPerInitial)
        }
        guard isLast, let number = syllable(letter), number % syllablesPerVowel == 0 else {
            return nil
        }
        return syllables(from: number, syllablesPerVowel)
    }

    private static func syllables(
        from first: UInt32, _ count: UInt32
    ) -> ClosedRange<Character>? {
        guard let low = Unicode.Scalar(0xAC00 + first),
            let high = Unicode.Scalar(0xAC00 + first + count - 1)
        else { return nil }
        return Character(low)...Character(high)
    }

    private static func syllable(_ character: Character) -> UInt32? {
        let scalars = character.unicodeScalars
        guard let scalar = scalars.first, scalars.count == 1,
            (0xAC00...0xD7A3).contains(scalar.value)
        else { return nil }
        return scalar.value - 0xAC00
    }
}
