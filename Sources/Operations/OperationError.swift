/// Why an operation was not done; messages of deeper layers pass through unchanged.
package struct OperationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What a program makes of it.
    package enum Kind: String, Sendable {
        /// What was asked for cannot be done.
        case refused
        /// What was named is not there.
        case notFound = "not_found"
        /// Others need what was to go.
        case inUse = "in_use"
        /// A segment has no snapshot yet.
        case neverRun = "never_run"
    }

    package let kind: Kind
    package let description: String

    package init(_ description: String) {
        self.init(.refused, description)
    }

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
