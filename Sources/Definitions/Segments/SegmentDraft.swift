/// A segment as a person hands it in to be saved: a definition, and what stands around it.
///
///     {"name": "Dormant big spenders", "folder": "Marketing", "tags": ["q4"], "containers": […]}
///     {"name": "Stopped at step 2", "from": {"question": {…}, "element": "…"}, "kind": "frozen"}
package struct SegmentDraft: Hashable, Sendable {
    /// How the people of a chart's element are kept.
    package enum Kind: String, CaseIterable, Sendable {
        /// The definition is stored and evaluated anew at each refresh.
        case dynamic
        /// This set of users.
        case frozen
    }

    package var name: String
    package var description: String
    /// Path such as `Marketing/Dormant`; empty: none.
    package var folder: String
    package var tags: [String]
    /// Nil: whoever saves it.
    package var owner: String?
    /// The day after which it is no more refreshed: `2027-01-31`.
    package var expires: String?
    /// When it is refreshed; what it may hold is the scheduler's business.
    package var schedule: JSONValue?
    package var definition: SegmentDefinition
    package var kind: Kind

    package init(
        name: String, description: String = "", folder: String = "", tags: [String] = [],
        owner: String? = nil, expires: String? = nil, schedule: JSONValue? = nil,
        definition: SegmentDefinition, kind: Kind = .dynamic
    ) {
        self.name = name
        self.description = description
        self.folder = folder
        self.tags = tags
        self.owner = owner
        self.expires = expires
        self.schedule = schedule
        self.definition = definition
        self.kind = kind
    }
}

extension SegmentDraft {
    package init(parsing text: String) throws(DefinitionError) {
        try self.init(JSONReader(JSONValue(parsing: text)))
    }

    /// One draft, or a list of them.
    package static func list(_ value: JSONValue) throws(DefinitionError) -> [SegmentDraft] {
        guard case .array = value else { return [try SegmentDraft(JSONReader(value))] }
        var drafts: [SegmentDraft] = []
        for element in try JSONReader(value).array() { drafts.append(try SegmentDraft(element)) }
        return drafts
    }

    private static let ownFields = [
        "name", "description", "folder", "tags", "owner", "expires", "schedule", "kind",
    ]

    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.ownFields + SegmentDefinition.kinds)
        var tags: [String] = []
        for element in try reader.optional("tags")?.array() ?? [] {
            tags.append(try element.string())
        }
        self.init(
            name: try Self.name(reader.member("name")),
            description: try reader.optional("description")?.string() ?? "",
            folder: try reader.optional("folder")?.string() ?? "", tags: tags,
            owner: try reader.optional("owner")?.string(),
            expires: try reader.optional("expires")?.day(),
            schedule: try reader.optional("schedule")?.value,
            definition: try SegmentDefinition(only: reader),
            kind: try reader.optional("kind")?.choice(Kind.self) ?? .dynamic)
        try refuseFrozenRules(at: reader.pointer + "/kind")
    }

    private static func name(_ reader: JSONReader) throws(DefinitionError) -> String {
        let name = try reader.string()
        guard name.contains(where: { !$0.isWhitespace }), name.count <= 200 else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "A segment's name has 1 to 200 characters that can be seen.")
        }
        return name
    }

    private func refuseFrozenRules(at pointer: String) throws(DefinitionError) {
        guard kind == .frozen else { return }
        if case .analysis = definition { return }
        throw DefinitionError(
            .contradiction, at: pointer,
            "Only the people of a chart's element ('from') are frozen; leave 'kind' out.")
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = [.init("name", .string(name))]
        if !description.isEmpty { members.append(.init("description", .string(description))) }
        if !folder.isEmpty { members.append(.init("folder", .string(folder))) }
        if !tags.isEmpty { members.append(.init("tags", .array(tags.map { .string($0) }))) }
        if let owner { members.append(.init("owner", .string(owner))) }
        if let expires { members.append(.init("expires", .string(expires))) }
        if let schedule { members.append(.init("schedule", schedule)) }
        if kind != .dynamic { members.append(.init("kind", .string(kind.rawValue))) }
        return .object(members + [definition.member])
    }
}
