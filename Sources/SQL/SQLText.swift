/// A statement as a warehouse takes it: text, and the values of its `?` in their order.
package struct SQLText: Hashable, Sendable {
    package let text: String
    package let parameters: [SQLValue]

    package init(_ text: String, _ parameters: [SQLValue] = []) {
        self.text = text
        self.parameters = parameters
    }
}
