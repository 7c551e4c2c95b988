import Definitions

/// Where a table's rows came from: what its manifest keeps of the import, precise enough to read the
/// same rows again.
struct TableSource: Hashable, Sendable {
    var files: [InputFile]
    var user: String
    var timeColumn: String?
    /// Where times without an offset were read.
    var timezone: Zone
    var timeFormat: String?
    var condition: String?
    /// The attributes in the order of the import.
    var attributes: [DatasetSchema.Property]
    /// Types of columns that are no attribute and can stand in the condition.
    var otherTypes: [String: DatasetSchema.PropertyType] = [:]

    var time: TimeExpression { TimeExpression(zone: timezone, format: timeFormat) }

    func type(of column: String) -> DatasetSchema.PropertyType? {
        attributes.first { $0.name == column }?.type ?? otherTypes[column]
    }
}

extension TableSource {
    var json: JSONValue {
        [
            "kind": "files", "files": .array(files.map(\.json)), "user": .string(user),
            "time": timeColumn.map { .string($0) } ?? .null, "timezone": .string(timezone.name),
            "time_format": timeFormat.map { .string($0) } ?? .null,
            "where": condition.map { .string($0) } ?? .null,
            "attributes": .array(
                attributes.map { ["name": .string($0.name), "type": .string($0.type.rawValue)] }),
            "other_types": .object(
                otherTypes.sorted { $0.key < $1.key }.map {
                    .init($0.key, .string($0.value.rawValue))
                }),
        ]
    }

    init(_ reader: JSONReader) throws(DefinitionError) {
        func text(_ name: String) throws(DefinitionError) -> String? {
            try reader.optional(name)?.string()
        }
        files = []
        for file in try reader.member("files").array() { files.append(try InputFile(file)) }
        user = try reader.member("user").string()
        timeColumn = try text("time")
        timezone = try Zone(try reader.member("timezone").string())
        timeFormat = try text("time_format")
        condition = try text("where")
        attributes = []
        for attribute in try reader.member("attributes").array() {
            attributes.append(
                .init(
                    try attribute.member("name").string(),
                    try attribute.member("type").choice(DatasetSchema.PropertyType.self)))
        }
        let others = try reader.member("other_types")
        if case .object(let members) = others.value {
            for member in members {
                otherTypes[member.name] = try others.member(member.name)
                    .choice(DatasetSchema.PropertyType.self)
            }
        }
    }
}
