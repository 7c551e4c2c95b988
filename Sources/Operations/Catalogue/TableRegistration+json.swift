package import Definitions

extension TableRegistration {
    /// A registration as the API takes it; the address names the table.
    ///
    ///     {"connection": "lake", "path": ["main", "payments"], "user_key": "member_id",
    ///      "keys": {"account": "account_id"}, "roles": {"time": "paid_at"}}
    package init(_ reader: JSONReader, name: String) throws(DefinitionError) {
        try reader.allow([
            "connection", "path", "user_key", "keys", "roles", "columns", "types", "time_formats",
            "labels",
        ])
        self.init(
            name: name, connection: try reader.member("connection").string(),
            path: try reader.member("path").texts(),
            userKey: try reader.optional("user_key")?.string(),
            columns: try reader.optional("columns")?.texts())
        if let labels = try reader.optional("labels") { self.labels = try LocalizedText(labels) }
        keys = try reader.optional("keys")?.textsByName() ?? [:]
        timeFormats = try reader.optional("time_formats")?.textsByName() ?? [:]
        for (name, place) in try reader.optional("roles")?.members() ?? [] {
            guard let role = CatalogueTable.Role(rawValue: name) else {
                throw .unknownName(
                    name, kind: "role", at: place.pointer,
                    known: CatalogueTable.Role.allCases.map(\.rawValue))
            }
            roles[role] = try place.string()
        }
        for (column, place) in try reader.optional("types")?.members() ?? [] {
            types[column] = try place.choice(DatasetSchema.PropertyType.self)
        }
    }
}

extension JSONReader {
    /// The texts of a list.
    func texts() throws(DefinitionError) -> [String] {
        var texts: [String] = []
        for element in try array() { texts.append(try element.string()) }
        return texts
    }

    /// The members of an object, whatever they are called.
    func members() throws(DefinitionError) -> [(name: String, place: JSONReader)] {
        guard case .object(let members) = value else {
            throw DefinitionError(.wrongType, at: pointer, "This should be an object.")
        }
        return members.map { ($0.name, JSONReader($0.value, pointer: pointer + "/" + $0.name)) }
    }

    func textsByName() throws(DefinitionError) -> [String: String] {
        var texts: [String: String] = [:]
        for (name, place) in try members() { texts[name] = try place.string() }
        return texts
    }
}
