extension CatalogueField {
    static let members = [
        "name", "column", "type", "time_format", "labels", "descriptions", "synonyms",
        "value_labels", "operators", "personal_data", "hidden",
    ]

    /// Reads a field; see `CatalogueField` for its form. All but `name` and `type` is optional.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.members)
        let name = try reader.member("name").string()
        self.init(
            name: name, column: try reader.optional("column")?.string(),
            type: try reader.member("type").choice(DatasetSchema.PropertyType.self))
        try FieldChange(reader, ignoring: Self.members).apply(to: &self)
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = [.init("name", .string(name))]
        if column != name { members.append(.init("column", .string(column))) }
        members.append(.init("type", .string(type.rawValue)))
        if let timeFormat { members.append(.init("time_format", .string(timeFormat))) }
        if !labels.isEmpty { members.append(.init("labels", labels.json)) }
        if !descriptions.isEmpty { members.append(.init("descriptions", descriptions.json)) }
        if !synonyms.isEmpty {
            members.append(.init("synonyms", .array(synonyms.map { .string($0) })))
        }
        if !valueLabels.isEmpty {
            let labels = valueLabels.sorted { $0.key < $1.key }
            members.append(
                .init("value_labels", .object(labels.map { .init($0.key, $0.value.json) })))
        }
        if let operators {
            members.append(
                .init("operators", .array(operators.map { .string($0.rawValue) })))
        }
        if personalData != .none {
            members.append(.init("personal_data", .string(personalData.rawValue)))
        }
        if isHidden { members.append(.init("hidden", .boolean(true))) }
        return .object(members)
    }
}
