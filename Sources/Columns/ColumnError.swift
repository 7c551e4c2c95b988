/// Why a column or dictionary file cannot be read or written.
package struct ColumnError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case missing, unreadable, notAColumn, truncated, damaged, cannotWrite, diskFull
    }

    package let code: Code
    package let path: String
    package let detail: String

    package init(_ code: Code, path: String, _ detail: String) {
        self.code = code
        self.path = path
        self.detail = detail
    }

    package var description: String { "\(path): \(detail)" }
}

extension ColumnError {
    package static func truncated(_ path: String, expected: Int, found: Int) -> ColumnError {
        ColumnError(
            .truncated, path: path,
            "The file is cut short: \(found) bytes of \(expected). Import the data again, or "
                + "restore the file from a backup.")
    }

    package static func damaged(_ path: String, _ what: String) -> ColumnError {
        ColumnError(
            .damaged, path: path,
            "The file is damaged (\(what)). Import the data again, or restore the file from a "
                + "backup.")
    }

    package static func notAColumn(_ path: String, expected: String) -> ColumnError {
        ColumnError(
            .notAColumn, path: path,
            "This is not \(expected) of this version of CXM. Import the data again.")
    }
}
