extension CatalogueTable {
    static let members = [
        "name", "source", "labels", "descriptions", "user_key", "keys", "roles", "fields",
    ]

    /// Reads a table and checks it.
    ///
    ///     {"name": "payments", "source": {"connection": "lake", "path": ["main", "payments"]},
    ///      "labels": {"ko": "결제"}, "user_key": "member_id", "keys": {"account": "account_id"},
    ///      "roles": {"time": "paid_at"}, "fields": [{"name": "amount", "type": "integer"}]}
    ///
    /// Tables of the home have the sources `{"events": "app"}` and `{"attributes": "members"}`.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.members)
        self.init(
            name: try reader.member("name").string(),
            source: try Source(reader.member("source")),
            labels: try reader.optional("labels").map { (reader) throws(DefinitionError) in
                try LocalizedText(reader)
            } ?? LocalizedText(),
            descriptions: try reader.optional("descriptions")
                .map { (reader) throws(DefinitionError) in try LocalizedText(reader) }
                ?? LocalizedText(),
            userKey: try reader.optional("user_key")?.string())
        for (name, column) in try Self.columns(reader.optional("keys")) { keys[name] = column }
        for (name, column) in try Self.columns(reader.optional("roles")) {
            guard let role = Role(rawValue: name) else {
                throw .unknownName(
                    name, kind: "role", at: "\(reader.pointer)/roles/\(name)",
                    known: Role.allCases.map(\.rawValue))
            }
            roles[role] = column
        }
        for field in try reader.optional("fields")?.array() ?? [] {
            fields.append(try CatalogueField(field))
        }
        try check(at: reader.pointer)
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .string(name)), .init("source", source.json),
        ]
        if !labels.isEmpty { members.append(.init("labels", labels.json)) }
        if !descriptions.isEmpty { members.append(.init("descriptions", descriptions.json)) }
        if let userKey { members.append(.init("user_key", .string(userKey))) }
        if !keys.isEmpty {
            members.append(
                .init(
                    "keys",
                    .object(
                        keys.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
                ))
        }
        if !roles.isEmpty {
            members.append(
                .init(
                    "roles",
                    .object(
                        Role.allCases.compactMap { role in
                            roles[role].map { .init(role.rawValue, .string($0)) }
                        })))
        }
        members.append(.init("fields", .array(fields.map(\.json))))
        return .object(members)
    }

    private static func columns(
        _ reader: JSONReader?
    ) throws(DefinitionError) -> [(name: String, column: String)] {
        guard let reader else { return [] }
        guard case .object(let members) = reader.value else {
            throw .wrongType(reader.value, at: reader.pointer, expected: "an object")
        }
        var columns: [(name: String, column: String)] = []
        for member in members {
            columns.append((member.name, try reader.member(member.name).string()))
        }
        return columns
    }
}

extension CatalogueTable.Source {
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["events", "attributes", "connection", "path"])
        if let name = try reader.optional("events") {
            try reader.allow(["events"])
            self = .events(try name.string())
        } else if let name = try reader.optional("attributes") {
            try reader.allow(["attributes"])
            self = .attributes(try name.string())
        } else {
            var path: [String] = []
            for part in try reader.member("path").array() { path.append(try part.string()) }
            guard !path.isEmpty, !path.contains("") else {
                throw DefinitionError(
                    .outOfRange, at: reader.pointer + "/path",
                    "The path names the table: [\"main\", \"payments\"] or [\"payments\"].")
            }
            self = .warehouse(
                connection: try reader.member("connection").string(), path: path)
        }
    }

    package var json: JSONValue {
        switch self {
        case .events(let name): ["events": .string(name)]
        case .attributes(let name): ["attributes": .string(name)]
        case .warehouse(let connection, let path):
            ["connection": .string(connection), "path": .array(path.map { .string($0) })]
        }
    }

    /// Whether the home holds the rows itself.
    package var isHome: Bool {
        if case .warehouse = self { return false }
        return true
    }

    /// `lake: main.payments`, `events of the home`
    package var words: String {
        switch self {
        case .events: "events of the home"
        case .attributes: "attributes of the home"
        case .warehouse(let connection, let path):
            "\(connection): \(path.joined(separator: "."))"
        }
    }
}
