/// Why somebody is not let in, or a change of who may come in was not made.
package struct AccessError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case wrongPassword = "wrong_password"
        case wrongCurrent = "wrong_current_password"
        case wait = "too_many_attempts"
        case weakPassword = "weak_password"
        case badName = "bad_name"
        case badLink = "bad_link"
        case unknown = "not_found"
        case badScope = "no_scopes"
        case disabled
        /// The answer would show personal data.
        case personalData = "personal_data"
    }

    package let code: Code
    package let description: String
    /// After how many seconds it is worth another try.
    package let waitSeconds: Int?

    package init(_ code: Code, _ description: String, waitSeconds: Int? = nil) {
        self.code = code
        self.description = description
        self.waitSeconds = waitSeconds
    }

    /// One sentence for every reason: it does not tell which names there are.
    static let wrongPassword = AccessError(
        .wrongPassword,
        "The name or the password is wrong, or the user is disabled; an admin can make a new "
            + "sign-in link.")

    static func wait(_ seconds: Int) -> AccessError {
        AccessError(
            .wait, "Too many attempts; try again in \(seconds) seconds.", waitSeconds: seconds)
    }

    static let badLink = AccessError(
        .badLink,
        "The link has been used, has expired, or was replaced by a newer one; an admin can make "
            + "another.")

    static func personalData(_ name: String) -> AccessError {
        AccessError(
            .personalData,
            "The values of '\(name)' are personal data: to see them needs the right "
                + "'see_personal_data'. Split by something else, or filter by it.")
    }

    static func unknownUser(_ id: Int64) -> AccessError {
        AccessError(.unknown, "There is no user \(id).")
    }

    static func unknownClient(_ id: Int64) -> AccessError {
        AccessError(.unknown, "There is no service client \(id).")
    }

    static let noScopes = AccessError(
        .badScope, "A service client needs at least one scope; without one it may do nothing.")
}
