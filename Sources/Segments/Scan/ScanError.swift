package import Columns

/// Why groups cannot be evaluated.
package enum ScanError: Error, Sendable, CustomStringConvertible {
    case unknownField(String)
    /// What does not fit, in words.
    case unfitting(String)
    case column(ColumnError)
    /// What it is for, how many bytes, and how many there may be.
    case memory(use: String, needed: Int, limit: Int)

    package var description: String {
        switch self {
        case .unknownField(let name):
            "The table has no field '\(name)'. Register the column as a field, or take the condition "
                + "out."
        case .unfitting(let words): "The condition cannot be evaluated: \(words)."
        case .column(let error): error.description
        case .memory(let use, let needed, let limit):
            "Evaluating the groups needs more memory than it may take: \(use) came to "
                + "\(needed >> 20) MB, and the limit is \(limit >> 20) MB. Evaluate fewer segments "
                + "at once, or set a higher limit (CXM_MEMORY_LIMIT)."
        }
    }
}
