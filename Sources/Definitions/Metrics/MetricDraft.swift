/// A metric as a person hands it in to be saved.
///
///     {"name": "Payments per user", "measure": "average_per_user", "dataset": "payments"}
package struct MetricDraft: Hashable, Sendable {
    package var name: String
    package var description: String
    /// Nil: whoever saves it.
    package var owner: String?
    package var definition: MetricDefinition

    package init(
        name: String, description: String = "", owner: String? = nil, definition: MetricDefinition
    ) {
        self.name = name
        self.description = description
        self.owner = owner
        self.definition = definition
    }

    package init(parsing text: String) throws(DefinitionError) {
        try self.init(JSONReader(JSONValue(parsing: text)))
    }

    /// One draft, or a list of them.
    package static func list(_ value: JSONValue) throws(DefinitionError) -> [MetricDraft] {
        guard case .array = value else { return [try MetricDraft(JSONReader(value))] }
        var drafts: [MetricDraft] = []
        for element in try JSONReader(value).array() { drafts.append(try MetricDraft(element)) }
        return drafts
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        let definition = try MetricDefinition(reader, beside: ["name", "description", "owner"])
        let name = try reader.member("name")
        self.init(
            name: try name.string(),
            description: try reader.optional("description")?.string() ?? "",
            owner: try reader.optional("owner")?.string(), definition: definition)
        guard self.name.contains(where: { !$0.isWhitespace }), self.name.count <= 200 else {
            throw DefinitionError(
                .outOfRange, at: name.pointer,
                "A metric's name has 1 to 200 characters that can be seen.")
        }
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = [.init("name", .string(name))]
        if !description.isEmpty { members.append(.init("description", .string(description))) }
        if let owner { members.append(.init("owner", .string(owner))) }
        return .object(members + definition.members)
    }
}
