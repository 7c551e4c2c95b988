import Definitions
import Operations

/// A segment as requests write it: a definition, what stands around it, and why it is saved.
struct SegmentDocument {
    let draft: SegmentDraft
    let note: String

    /// Throws where SQL of one's own is there and the caller may not write it.
    init(_ json: JSONValue, _ context: ServerContext) throws {
        note = try JSONReader(json).optional("note")?.string() ?? ""
        draft = try SegmentDraft(JSONReader(json.without(["note"])))
        try draft.definition.checkRight(context)
    }

    /// What `draft` says of a segment.
    private static let around = [
        "name", "description", "folder", "tags", "owner", "expires", "schedule", "kind", "note",
        "date", "status",
    ]

    /// A definition that may have the rest of a segment around it.
    static func definition(
        _ json: JSONValue, _ context: ServerContext
    ) throws -> SegmentDefinition {
        let definition = try SegmentDefinition(JSONReader(bare(json)))
        try definition.checkRight(context)
        return definition
    }

    /// Without what stands around the definition.
    static func bare(_ json: JSONValue) -> JSONValue { json.without(around) }
}

extension SegmentDefinition {
    /// Throws where it is SQL of one's own and the caller may not write it.
    func checkRight(_ context: ServerContext) throws(Problem) {
        if case .sql = self { try context.require(.writeSQL) }
    }
}

extension JSONValue {
    /// The object without some members; anything else as it is.
    func without(_ names: [String]) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { !names.contains($0.name) })
    }
}
