/// Why a warehouse did not do what it was asked.
///
/// ```swift
/// catch let error where error.code == .syntax { show(error.position) }
/// ```
package struct WarehouseError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The warehouse cannot be reached or opened.
        case connection
        /// The driver's library is not installed.
        case libraryMissing
        /// The text is not SQL; see `position`.
        case syntax
        /// A table, column, function or type is unknown, or does not fit; see `position`.
        case unknownName
        /// The number of parameters differs from the number of places.
        case parameters
        /// A value cannot be converted, divided, or held by its type.
        case badValue
        /// A table's rule (unique, not null, foreign key) is broken.
        case constraint
        /// A result column has a type that cannot be read.
        case unsupportedType
        /// The session may not do this.
        case forbidden
        /// A file that the statement names is missing or unreadable.
        case missingFile
        /// The task that asked was cancelled.
        case cancelled
        /// The session's time limit is over.
        case timedOut
        /// The memory limit is reached.
        case outOfMemory
        /// The session, or this stream of rows, has ended.
        case closed
        /// Anything else that the warehouse reports.
        case other
    }

    /// A place in the statement, counted from 1.
    package struct Position: Sendable, Hashable {
        package let line: Int
        package let column: Int

        package init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    package let code: Code
    /// What went wrong, with which input, and how to mend it.
    package let sentence: String
    package let position: Position?
    /// The warehouse's own words, where they say more than the sentence.
    package let cause: String?

    package init(
        _ code: Code, _ sentence: String, position: Position? = nil, cause: String? = nil
    ) {
        self.code = code
        self.sentence = sentence
        self.position = position
        self.cause = cause
    }

    package var description: String {
        guard let cause else { return sentence }
        return "\(sentence) (\(cause))"
    }
}
