/// Why an export is not begun.
package struct ExportRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// What goes on after a place names no place.
        case badCursor = "bad_cursor"
        /// The snapshot is not, or no more, there.
        case noSnapshot = "no_snapshot"
        /// The segment was never run.
        case neverRun = "never_run"
        /// The day's rows are used up.
        case quota = "quota_exceeded"
        /// Who is to be left out cannot be found out.
        case suppression = "suppression_unknown"
    }

    package let code: Code
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

extension ExportRefusal {
    static func badCursor(_ text: String) -> ExportRefusal {
        ExportRefusal(
            .badCursor,
            "'\(text)' is no place to go on from: it is the snapshot, a dot, and the id of the last "
                + "user that has arrived, such as 17.m0000123.")
    }

    static func unknownUser(_ id: String) -> ExportRefusal {
        ExportRefusal(
            .badCursor,
            "The home does not know the user '\(id)' to go on after; give the id of the last row that "
                + "has arrived, letter by letter.")
    }

    static func gone(_ snapshot: Int64, _ segment: Int64) -> ExportRefusal {
        ExportRefusal(
            .noSnapshot,
            "Segment \(segment) has no snapshot \(snapshot) any more; begin the export anew.")
    }

    static func quota(_ wanted: Int, used: Int, limit: Int) -> ExportRefusal {
        ExportRefusal(
            .quota,
            "This export has \(wanted) rows; \(used) of \(limit) a day are used. Ask for at most "
                + "\(max(0, limit - used)) with 'limit', or go on tomorrow.")
    }

    static func suppression(_ what: String, _ why: String) -> ExportRefusal {
        ExportRefusal(
            .suppression,
            "Nobody is exported as long as it is not known who is to be left out: \(what) \(why)")
    }
}
