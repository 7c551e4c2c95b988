import Foundation

/// What names and passwords may be.
package enum AccessRules {
    package static let shortestPassword = 10
    package static let longestPassword = 200
    static let longestName = 64

    /// Names that mean something else as the actor of a line in the audit.
    private static let reserved: Set = ["nobody", "scheduler", "system"]

    /// Whether names may have it.
    static func isFit(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "._-@+".contains(character)
    }

    static func check(name: String) throws(AccessError) {
        let fits =
            (1...longestName).contains(name.count)
            && name.allSatisfy(isFit)
        guard fits else {
            throw AccessError(
                .badName,
                "The name '\(name.prefix(80))' does not fit: it should have 1 to \(longestName) "
                    + "letters, digits, or characters of ._-@+ and no spaces.")
        }
        guard !reserved.contains(name.lowercased()) else {
            throw AccessError(
                .badName, "The name '\(name)' is the server's own; choose another one.")
        }
    }

    static func check(password: String, of name: String) throws(AccessError) {
        guard (shortestPassword...longestPassword).contains(password.count) else {
            throw AccessError(
                .weakPassword,
                "A password should have \(shortestPassword) to \(longestPassword) characters; this "
                    + "one has \(password.count).")
        }
        guard Set(password).count >= 5,
            !password.lowercased().contains(name.lowercased()) || name.count < 4
        else {
            throw AccessError(
                .weakPassword,
                "This password is easy to guess: it should not hold the name, and have five "
                    + "different characters or more.")
        }
    }

    static func check(displayName: String) throws(AccessError) {
        guard displayName.count <= 100, displayName.allSatisfy({ !$0.isNewline }) else {
            throw AccessError(
                .badName, "A display name is one line of at most 100 characters.")
        }
    }
}
