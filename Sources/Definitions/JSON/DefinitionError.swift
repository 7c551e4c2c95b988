/// Why a question or definition cannot be taken, and where in its JSON.
///
/// `pointer` is a JSON pointer (RFC 6901) such as `/steps/1/event`; empty for the whole document.
package struct DefinitionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A fixed word for programs.
    package enum Code: String, Sendable {
        case notJSON = "not_json"
        case unknownField = "unknown_field"
        case missingField = "missing_field"
        case wrongType = "wrong_type"
        case unknownName = "unknown_name"
        case outOfRange = "out_of_range"
        case contradiction = "contradiction"
    }

    package let code: Code
    package let pointer: String
    package let detail: String

    package init(_ code: Code, at pointer: String, _ detail: String) {
        self.code = code
        self.pointer = pointer
        self.detail = detail
    }

    package var description: String {
        pointer.isEmpty ? detail : "\(pointer): \(detail)"
    }
}

extension DefinitionError {
    static func notJSON(line: Int, column: Int, expected: String) -> DefinitionError {
        DefinitionError(
            .notJSON, at: "",
            "This is not JSON: line \(line), column \(column) should have \(expected).")
    }

    static func unknownField(
        _ name: String, at pointer: String, known: [String]
    ) -> DefinitionError {
        DefinitionError(
            .unknownField, at: pointer,
            "There is no field '\(name)' here; " + suggestion(for: name, among: known) + ".")
    }

    static func missingField(_ name: String, at pointer: String) -> DefinitionError {
        DefinitionError(.missingField, at: pointer, "The field '\(name)' is missing; add it.")
    }

    static func wrongType(
        _ value: JSONValue, at pointer: String, expected: String
    ) -> DefinitionError {
        DefinitionError(
            .wrongType, at: pointer, "This should be \(expected), not \(value.kindInWords).")
    }

    /// `name` is not one of the `known` names of this `kind` (`event`, `property`, `dataset`).
    package static func unknownName(
        _ name: String, kind: String, at pointer: String, known: [String]
    ) -> DefinitionError {
        DefinitionError(
            .unknownName, at: pointer,
            "There is no \(kind) '\(name)'; " + suggestion(for: name, among: known) + ".")
    }

    private static func suggestion(for name: String, among known: [String]) -> String {
        guard !known.isEmpty else { return "there are none at all" }
        if let nearest = nearestName(to: name, among: known) {
            return "the nearest is '\(nearest)'"
        }
        let shown = known.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
        return "known are \(shown)" + (known.count > 8 ? " and \(known.count - 8) more" : "")
    }
}
