import Metadata

/// Why a job was not done, in words for its owner.
///
///     throw JobFailure("The column 'sex' is gone.", remedy: "Register it again, or edit the segment.")
package struct JobFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// What the owner can do next.
    package let remedy: String
    /// Whether the same work may succeed later without anybody's help: a server that was away, a
    /// store that was busy.
    package let isRetryable: Bool

    package init(_ description: String, remedy: String, isRetryable: Bool = false) {
        self.description = description
        self.remedy = remedy
        self.isRetryable = isRetryable
    }

    /// What any error says. Only those known to pass by themselves are tried again.
    package init(_ error: any Error) {
        switch error {
        case let failure as JobFailure: self = failure
        case let error as MetadataError:
            self.init(
                error.description,
                remedy: error.code == .busy
                    ? "Nothing, it is tried again."
                    : "Do what the message says, then start it again.",
                isRetryable: error.code == .busy || error.code == .conflict)
        case is CancellationError:
            self.init(
                "The work was ended before it was done.", remedy: "Start it again.",
                isRetryable: true)
        default:
            self.init("\(error)", remedy: "Do what the message says, then start it again.")
        }
    }

    /// A job whose processes have gone each time without an answer.
    static func abandoned(_ attempts: Int) -> JobFailure {
        JobFailure(
            "The process that worked on it has ended \(attempts) times without an answer.",
            remedy: "See why: too little memory is the usual reason. Then start it again.")
    }
}
