import Definitions

/// Texts as JSON.
enum JSONText {
    /// With its quotes: `"a\"b"`.
    static func quoted(_ text: String) -> String { JSONValue.string(text).rendered() }
}
