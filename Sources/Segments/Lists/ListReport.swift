/// What became of the rows of a file of ids.
package struct ListReport: Hashable, Sendable {
    package enum Fault: String, CaseIterable, Sendable {
        /// The id is empty.
        case empty = "empty_id"
        /// The row has too few columns.
        case missingColumn = "missing_column"
        /// A quote is not closed, or has text behind it.
        case quote
        /// Not UTF-8, or control characters in the id.
        case unreadable = "not_text"
        /// The id has more than 1024 bytes, or the row more than 65,536.
        case tooLong = "too_long"
    }

    package struct BadLine: Hashable, Sendable {
        /// From 1.
        package let line: Int
        package let fault: Fault
        /// How the line begins.
        package let text: String
    }

    /// How many bad lines and unknown ids are shown.
    package static let shown = 10

    /// Rows with something in them, the header not counted.
    package var rows = 0
    /// Distinct ids that are users.
    package var users = 0
    /// Distinct ids that no user has.
    package var unknown = 0
    /// Rows whose id came before.
    package var duplicates = 0
    /// Rows without a readable id, by reason.
    package var bad: [Fault: Int] = [:]
    /// The first of them, and the first unknown ids.
    package var badLines: [BadLine] = []
    package var unknownIDs: [String] = []

    package init() {}

    /// `rows = users + unknown + duplicates + badRows`.
    package var badRows: Int { bad.values.reduce(0, +) }

    mutating func add(_ line: BadLine) {
        rows += 1
        bad[line.fault, default: 0] += 1
        if badLines.count < Self.shown { badLines.append(line) }
    }
}
