import Columns

/// Why sets cannot be held ready, in a sentence that names the file.
package struct MembershipError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// A set that is to be served is in no pack.
        case missing
        case damaged
        /// Written by a newer version.
        case newer
        /// The file system refuses.
        case file
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

extension MembershipError {
    static func damaged(_ path: String, _ what: String) -> MembershipError {
        MembershipError(
            .damaged,
            "\(path): The sets that are served are damaged (\(what)). Remove the file: it is made anew "
                + "from the snapshots.")
    }

    static func newer(_ path: String) -> MembershipError {
        MembershipError(.newer, "\(path): Written by a newer CXM; use that version.")
    }

    static func missing(_ sets: [ServedKey]) -> MembershipError {
        let shown = sets.prefix(5).map { "\($0.snapshot)" }.joined(separator: ", ")
        return MembershipError(
            .missing, "The users of the snapshots \(shown) are not held ready yet; try again.")
    }

    static func wrapping<Result>(
        _ body: () throws(ColumnError) -> Result
    ) throws(MembershipError) -> Result {
        do throws(ColumnError) {
            return try body()
        } catch {
            throw MembershipError(.file, error.description)
        }
    }
}
