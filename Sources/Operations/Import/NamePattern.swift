/// `*`, `?` and `[a-z]` as a shell reads them; a leading dot is matched by a dot only.
///
///     NamePattern.matches(Array("loans-1.csv"), Array("loans-[0-9]*.csv"))   // true
///
/// Cost: at most the product of the lengths, however many stars there are.
enum NamePattern {
    static func matches(_ name: [Character], _ pattern: [Character]) -> Bool {
        if name.first == ".", pattern.first != "." { return false }
        var (place, next) = (0, 0)
        // Where the last star stands, and how much of the name is left to what follows it.
        var star: (next: Int, place: Int)?
        while place < name.count {
            if next < pattern.count, pattern[next] == "*" {
                next += 1
                star = (next, place)
            } else if let taken = length(of: pattern[next...], matching: name[place]) {
                next += taken
                place += 1
            } else if let last = star {
                (next, place) = (last.next, last.place + 1)
                star = (next, place)
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == "*" }
    }

    /// How much of the pattern stands for this character; nil where it stands for another one.
    private static func length(
        of pattern: ArraySlice<Character>, matching character: Character
    ) -> Int? {
        guard let first = pattern.first else { return nil }
        if first == "[", let end = pattern.dropFirst(2).firstIndex(of: "]") {
            let set = pattern[(pattern.startIndex + 1)..<end]
            return isIn(character, set) ? end - pattern.startIndex + 1 : nil
        }
        return first == "?" || first == character ? 1 : nil
    }

    private static func isIn(_ character: Character, _ set: ArraySlice<Character>) -> Bool {
        let isInverted = set.first == "!" || set.first == "^"
        var rest = isInverted ? set.dropFirst() : set
        var isFound = false
        while let low = rest.first {
            if rest.count >= 3, rest[rest.startIndex + 1] == "-" {
                let high = rest[rest.startIndex + 2]
                isFound = isFound || (low...max(low, high)).contains(character)
                rest = rest.dropFirst(3)
            } else {
                isFound = isFound || low == character
                rest = rest.dropFirst()
            }
        }
        return isFound != isInverted
    }
}
