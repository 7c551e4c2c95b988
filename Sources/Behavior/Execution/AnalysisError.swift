import Definitions
package import EventStore

/// Why an analysis gives no answer.
package enum AnalysisError: Error, Sendable, CustomStringConvertible {
    case store(EventStoreError)
    case unknownSegment(String)
    case unknownAttribute(String)

    package var description: String {
        switch self {
        case .store(let error): error.description
        case .unknownSegment(let id):
            "There is no segment '\(id)' to compare; save it first, or use \"all\"."
        case .unknownAttribute(let name):
            "There is no user attribute '\(name)'; import a table of users first."
        }
    }
}
