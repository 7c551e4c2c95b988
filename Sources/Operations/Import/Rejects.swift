/// Why a row of a file is no event.
package enum RejectReason: String, CaseIterable, Sendable {
    case brokenLine = "broken line"
    case noUser = "no user"
    case noEvent = "no event"
    case noTime = "no time"
    case unreadableTime = "unreadable time"
    case noSequence = "no readable sequence number"
}

/// A row that an import left out.
package struct RejectedRow: Hashable, Sendable {
    package let file: String
    /// The line where the row starts; for Parquet the row's number.
    package let line: Int
    package let reason: RejectReason
    /// What is wrong, where the reason alone does not say it.
    package let detail: String?
    /// The row as written.
    package let row: String
}

/// The rows that an import left out: counted, the first ones in memory, all in a file.
package struct Rejects: Hashable, Sendable {
    package static let shownRows = 10

    package internal(set) var counts: [RejectReason: Int] = [:]
    package internal(set) var first: [RejectedRow] = []
    /// The CSV file with all of them (file, line, reason, row); nil where there are none.
    package internal(set) var path: String?

    package var total: Int { counts.values.reduce(0, +) }
}
