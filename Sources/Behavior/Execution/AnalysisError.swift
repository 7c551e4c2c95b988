import Definitions
package import EventStore

/// Why an analysis gives no answer.
package enum AnalysisError: Error, Sendable, CustomStringConvertible {
    case store(EventStoreError)
    case unknownSegment(String)
    case unknownAttribute(String)
    /// What it is for, and how many bytes.
    case memory(use: String, needed: Int, limit: Int)

    package var description: String {
        switch self {
        case .store(let error): error.description
        case .unknownSegment(let id):
            "There is no segment '\(id)' to compare; save it first, or use \"all\"."
        case .unknownAttribute(let name):
            "There is no user attribute '\(name)'; import a table of users first."
        case .memory(let use, let needed, let limit):
            "This question needs more memory than it may take: \(use) came to "
                + "\(MemoryBudget.words(needed)), and the limit is \(MemoryBudget.words(limit)). Ask "
                + "about a shorter range, fewer values or fewer segments, or set a higher limit "
                + "(CXM_MEMORY_LIMIT)."
        }
    }
}
