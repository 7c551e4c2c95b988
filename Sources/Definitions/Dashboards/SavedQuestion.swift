/// One analysis that is kept, and shared by its link: a question, and how its answer is shown.
///
///     {"question": {"kind": "funnel", …}, "view": {"chart": "bars", "sort": "users"}}
package struct SavedQuestion: Hashable, Sendable {
    package var question: Question
    package var view: JSONValue

    package static let fieldNames = ["question", "view"]

    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.fieldNames)
        question = try Self.read(reader.member("question"))
        view = try Self.view(reader.optional("view"))
    }

    package var json: JSONValue { ["question": question.json, "view": view] }

    /// A question's own errors start at the question.
    static func read(_ reader: JSONReader) throws(DefinitionError) -> Question {
        do throws(DefinitionError) {
            return try Question(JSONReader(reader.value))
        } catch {
            throw error.moved(into: reader.pointer)
        }
    }

    private static let viewLimit = 64 * 1024

    static func view(_ reader: JSONReader?) throws(DefinitionError) -> JSONValue {
        guard let reader else { return .object([]) }
        guard case .object = reader.value else {
            throw .wrongType(reader.value, at: reader.pointer, expected: "an object")
        }
        guard reader.value.rendered().utf8.count <= viewLimit else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer, "A view's options take 64 KiB at most.")
        }
        return reader.value
    }
}
