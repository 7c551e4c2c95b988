/// Why an operation was not done; messages of deeper layers pass through unchanged.
package struct OperationError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
