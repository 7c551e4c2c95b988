package import Definitions

/// Where events of a dataset came from: what the manifest keeps of an import, precise enough to
/// read the same rows again.
package struct ImportSource: Hashable, Sendable {
    package var files: [InputFile]
    package var mapping: ColumnMapping
    /// Where times without an offset were read.
    package var timezone: Zone
    package var timeFormat: String?
    package var condition: String?
    /// The properties in the order of the import.
    package var properties: [DatasetSchema.Property]
    /// Types of columns that are no property and can stand in the condition.
    package var otherTypes: [String: DatasetSchema.PropertyType] = [:]
    /// By which the import can be told from others: `job/12`.
    package var mark: String?

    var time: TimeExpression { TimeExpression(zone: timezone, format: timeFormat) }

    func type(of column: String) -> DatasetSchema.PropertyType? {
        properties.first { $0.name == column }?.type ?? otherTypes[column]
    }
}

extension ImportSource {
    package var json: JSONValue {
        guard let mark else { return unmarked }
        return unmarked.with([.init("import", .string(mark))])
    }

    private var unmarked: JSONValue {
        [
            "kind": "files",
            "files": .array(files.map(\.json)),
            "mapping": [
                "user": .string(mapping.user), "time": .string(mapping.time),
                "event": .string(mapping.event),
                "sequence": mapping.sequence.map { .string($0) } ?? .null,
            ],
            "timezone": .string(timezone.name),
            "time_format": timeFormat.map { .string($0) } ?? .null,
            "where": condition.map { .string($0) } ?? .null,
            "properties": .array(
                properties.map {
                    ["name": .string($0.name), "type": .string($0.type.rawValue)]
                }),
            "other_types": .object(
                otherTypes.sorted { $0.key < $1.key }.map {
                    .init($0.key, .string($0.value.rawValue))
                }),
        ]
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        func text(_ reader: JSONReader, _ name: String) throws(DefinitionError) -> String? {
            try reader.optional(name)?.string()
        }
        var files: [InputFile] = []
        for file in try reader.member("files").array() { files.append(try InputFile(file)) }
        let mapping = try reader.member("mapping")
        var properties: [DatasetSchema.Property] = []
        for property in try reader.member("properties").array() {
            properties.append(
                .init(
                    try property.member("name").string(),
                    try property.member("type").choice(DatasetSchema.PropertyType.self)))
        }
        self.init(
            files: files,
            mapping: ColumnMapping(
                user: try mapping.member("user").string(),
                time: try mapping.member("time").string(),
                event: try mapping.member("event").string(),
                sequence: try text(mapping, "sequence"),
                properties: .named(properties.map(\.name))),
            timezone: try Zone(try reader.member("timezone").string()),
            timeFormat: try text(reader, "time_format"), condition: try text(reader, "where"),
            properties: properties)
        let others = try reader.member("other_types")
        if case .object(let members) = others.value {
            for member in members {
                otherTypes[member.name] = try others.member(member.name)
                    .choice(DatasetSchema.PropertyType.self)
            }
        }
        mark = try text(reader, "import")
    }
}

extension InputFile {
    var json: JSONValue {
        var delimiter: JSONValue = .null
        if case .delimited(let text) = format { delimiter = .string(text) }
        return [
            "path": .string(path), "size": .integer(size),
            "modified_ns": .integer(modifiedNanoseconds), "format": .string(formatName),
            "delimiter": delimiter, "compression": .string(compression.rawValue),
            "columns": .array(
                columns.map { ["name": .string($0.name), "kind": .string($0.kind.rawValue)] }),
        ]
    }

    init(_ reader: JSONReader) throws(DefinitionError) {
        var columns: [Column] = []
        for column in try reader.member("columns").array() {
            columns.append(
                .init(
                    name: try column.member("name").string(),
                    kind: try column.member("kind").choice(StoredKind.self)))
        }
        let whole = Int64.min...Int64.max
        let format: Format =
            switch try reader.member("format").string() {
            case "parquet": .parquet
            case "json_lines": .jsonLines
            default: .delimited(try reader.optional("delimiter")?.string() ?? ",")
            }
        self.init(
            path: try reader.member("path").string(),
            size: try reader.member("size").integer(in: whole),
            modifiedNanoseconds: try reader.member("modified_ns").integer(in: whole),
            format: format,
            compression: try reader.member("compression").choice(Compression.self),
            columns: columns)
    }

    var formatName: String {
        switch format {
        case .delimited: "delimited"
        case .jsonLines: "json_lines"
        case .parquet: "parquet"
        }
    }
}
