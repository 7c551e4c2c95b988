import Columns
import Definitions

/// Why a list cannot be read or stored, in a sentence.
package struct ListError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case noList, notText, noColumn, noIDs, damaged, newer, file
    }

    package let code: Code
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

extension ListError {
    static func noList(_ id: String) -> ListError {
        ListError(.noList, "There is no list '\(id)' in this home; upload it again.")
    }

    static func notText(_ path: String, _ what: String) -> ListError {
        ListError(
            .notText, "\(path): This is \(what), not text. Save it as CSV in UTF-8, unpacked.")
    }

    static func noColumn(_ name: String, _ path: String, known: [String]) -> ListError {
        let nearest = nearestName(to: name, among: known).map { "; the nearest is '\($0)'" } ?? ""
        let shown = known.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
        return ListError(
            .noColumn, "\(path): There is no column '\(name)'\(nearest). The columns are \(shown).")
    }

    static func noIDs(_ path: String) -> ListError {
        ListError(
            .noIDs,
            "\(path): No row has an id. Check the column, the delimiter and the file; nothing was "
                + "stored.")
    }

    static func damaged(_ path: String, _ what: String) -> ListError {
        ListError(
            .damaged,
            "\(path): The list is damaged (\(what)). Restore it from a backup, or upload it again.")
    }

    static func newer(_ path: String) -> ListError {
        ListError(.newer, "\(path): Written by a newer CXM; use that version.")
    }

    static func wrapping<Result>(
        _ body: () throws(ColumnError) -> Result
    ) throws(ListError) -> Result {
        do throws(ColumnError) {
            return try body()
        } catch {
            throw ListError(.file, error.description)
        }
    }
}
