import Columns

/// Why the set of a snapshot cannot be read or written, in a sentence that names it.
package struct SnapshotError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// There is no set of that snapshot.
        case missing
        case damaged
        /// Written by a newer version.
        case newer
        /// Somebody else wrote snapshots of the segment meanwhile: prepare it anew.
        case conflict
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

extension SnapshotError {
    static func missing(_ snapshot: Int64, segment: Int64) -> SnapshotError {
        SnapshotError(
            .missing,
            "The users of snapshot \(snapshot) of segment \(segment) are not in this home. It was "
                + "removed, or its file was cut short: run the segment again, or restore the "
                + "folder 'snapshots' from a backup.")
    }

    static func damaged(
        _ snapshot: Int64, segment: Int64, path: String, what: String
    ) -> SnapshotError {
        SnapshotError(
            .damaged,
            "\(path): The users of snapshot \(snapshot) of segment \(segment) cannot be read: the "
                + "file is damaged (\(what)). Restore it from a backup, or run the segment again; "
                + "other segments are not touched.")
    }

    static func newer(path: String) -> SnapshotError {
        SnapshotError(.newer, "\(path): Written by a newer CXM; use that version.")
    }

    static func conflict(segment: Int64) -> SnapshotError {
        SnapshotError(
            .conflict,
            "Snapshots of segment \(segment) were written or removed meanwhile; try again."
        )
    }

    static func file(_ error: ColumnError) -> SnapshotError {
        SnapshotError(.file, error.description)
    }

    static func wrapping<Result>(
        _ body: () throws(ColumnError) -> Result
    ) throws(SnapshotError) -> Result {
        do throws(ColumnError) {
            return try body()
        } catch {
            throw .file(error)
        }
    }
}
