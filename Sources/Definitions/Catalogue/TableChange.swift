/// What to change of a table and of its fields by name; what is absent stays as it is.
///
///     {"name": "members", "labels": {"ko": "회원"},
///      "fields": [{"name": "gender", "labels": {"ko": "성별"}}]}
package struct TableChange: Hashable, Sendable {
    package var name: String
    package var labels: LocalizedText?
    package var descriptions: LocalizedText?
    package var fields: [Field]

    package struct Field: Hashable, Sendable {
        package var name: String
        package var change: FieldChange
        /// Where it stands in the document.
        package var pointer: String

        package init(_ name: String, _ change: FieldChange, pointer: String = "") {
            self.name = name
            self.change = change
            self.pointer = pointer
        }
    }

    package init(
        name: String, labels: LocalizedText? = nil, descriptions: LocalizedText? = nil,
        fields: [Field] = []
    ) {
        self.name = name
        self.labels = labels
        self.descriptions = descriptions
        self.fields = fields
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["name", "labels", "descriptions", "fields"])
        self.init(
            name: try reader.member("name").string(),
            labels: try reader.optional("labels").map { (reader) throws(DefinitionError) in
                try LocalizedText(reader)
            },
            descriptions: try reader.optional("descriptions")
                .map { (reader) throws(DefinitionError) in try LocalizedText(reader) })
        for field in try reader.optional("fields")?.array() ?? [] {
            fields.append(
                .init(
                    try field.member("name").string(),
                    try FieldChange(field, ignoring: ["name"]), pointer: field.pointer))
        }
    }

    /// One change, a list of them, or `{"tables": […]}`.
    package static func list(_ document: JSONValue) throws(DefinitionError) -> [TableChange] {
        let reader = JSONReader(document)
        var changes: [TableChange] = []
        if case .array = document {
            for element in try reader.array() { changes.append(try TableChange(element)) }
        } else if let tables = try reader.optional("tables") {
            try reader.allow(["tables"])
            for element in try tables.array() { changes.append(try TableChange(element)) }
        } else {
            changes.append(try TableChange(reader))
        }
        return changes
    }

    /// Throws at the place of a field that the table does not have, with the nearest name.
    package func apply(to table: inout CatalogueTable) throws(DefinitionError) {
        if let labels { table.labels = table.labels.merging(labels) }
        if let descriptions { table.descriptions = table.descriptions.merging(descriptions) }
        for field in fields {
            guard let index = table.fields.firstIndex(where: { $0.name == field.name }) else {
                throw .unknownName(
                    field.name, kind: "field of the table '\(table.name)'",
                    at: field.pointer + "/name", known: table.fields.map(\.name))
            }
            field.change.apply(to: &table.fields[index])
        }
    }
}
