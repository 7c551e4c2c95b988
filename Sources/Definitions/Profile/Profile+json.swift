extension Profile {
    static let fieldNames = Scope.fieldNames + ["of", "attributes", "limit", "period"]

    /// Reads and validates a profile; the first error names its place.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.fieldNames)
        var source: Source?
        if let part = try reader.optional("of") { source = try Source(part) }
        self.init(
            scope: try Scope(reader), source: source,
            attributes: try Self.names(reader.optional("attributes")),
            limit: Int(
                try reader.optional("limit")?.integer(in: Self.limits)
                    ?? Int64(Self.defaultLimit)),
            period: try reader.optional("period")?.choice(Trend.Period.self))
    }

    private static func names(_ reader: JSONReader?) throws(DefinitionError) -> [String]? {
        guard let reader else { return nil }
        var names: [String] = []
        for element in try reader.array() {
            let name = try element.string()
            guard !names.contains(where: { $0.isSameText(as: name) }) else {
                throw DefinitionError(
                    .contradiction, at: element.pointer,
                    "'\(name)' is in the list already; leave one of the two out.")
            }
            names.append(name)
        }
        return names
    }

    package var json: JSONValue {
        var members = scope.members(kind: "profile")
        if let source { members.append(.init("of", source.json)) }
        if let attributes {
            members.append(.init("attributes", .array(attributes.map { .string($0) })))
        }
        members.append(.init("limit", .integer(Int64(limit))))
        if let period { members.append(.init("period", .string(period.rawValue))) }
        return .object(members)
    }
}

extension Profile.Source {
    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["question", "element"])
        self.init(
            try Question(reader.member("question")),
            element: try reader.member("element").string())
    }

    var json: JSONValue { ["question": question.json, "element": .string(element)] }
}
