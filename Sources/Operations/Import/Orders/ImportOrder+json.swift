package import Definitions
import EventStore

extension ImportOrder {
    private static let members = [
        "kind", "dataset", "files", "mapping", "timezone", "time_format", "types",
    ]
    private static let ofEvents = ["session_gap", "append"]

    /// Throws what is wrong, and where; whether files and columns are there is looked at by `CheckImport`.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        let kind = try reader.optional("kind")?.choice(Kind.self) ?? .events
        try Self.refuseCondition(reader)
        try reader.allow(Self.members + (kind == .events ? Self.ofEvents : []))
        let common = try Common(reader)
        let mapping = try reader.member("mapping")
        switch kind {
        case .events:
            self = .events(
                ImportRequest(
                    dataset: common.dataset, files: common.files,
                    mapping: try ColumnMapping(mapping), timezone: common.timezone,
                    timeFormat: common.timeFormat, sessionGapMilliseconds: try Self.gap(reader),
                    types: common.types, appends: try reader.optional("append")?.boolean() ?? false)
            )
        case .attributes:
            try mapping.allow(["user", "time", "columns"])
            self = .attributes(
                TableRequest(
                    table: common.dataset, files: common.files,
                    user: try mapping.member("user").columnName(),
                    time: try mapping.optional("time")?.columnName(),
                    columns: try mapping.optional("columns")?.columnList() ?? .all,
                    timezone: common.timezone, timeFormat: common.timeFormat, types: common.types))
        }
    }

    /// It is taken at the terminal: a good question deserves its answer.
    private static func refuseCondition(_ reader: JSONReader) throws(DefinitionError) {
        guard let condition = try reader.optional("where") else { return }
        throw DefinitionError(
            .unknownField, at: condition.pointer,
            "A condition in SQL could read other files of the server: 'where' is for 'cxm import' alone."
        )
    }

    private static func gap(_ reader: JSONReader) throws(DefinitionError) -> Int64? {
        guard let gap = try reader.optional("session_gap") else { return nil }
        guard let milliseconds = SessionGap.milliseconds(try gap.string()) else {
            throw DefinitionError(
                .outOfRange, at: gap.pointer, "This is no span; write it like 30m or 1h.")
        }
        return milliseconds
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("kind", .string(kind.rawValue)), .init("dataset", .string(dataset)),
            .init("files", .array(files.map { .string($0) })),
        ]
        switch self {
        case .events(let request):
            members += [
                .init("mapping", request.mapping.json),
                .init("timezone", .text(request.timezone?.name)),
                .init("time_format", .text(request.timeFormat)),
                .init(
                    "session_gap",
                    .text(request.sessionGapMilliseconds.map { "\($0 / 1000)s" })),
                .init("types", request.types.json), .init("append", .boolean(request.appends)),
            ]
        case .attributes(let request):
            members += [
                .init(
                    "mapping",
                    [
                        "user": .string(request.user), "time": .text(request.time),
                        "columns": request.columns.json,
                    ]),
                .init("timezone", .text(request.timezone?.name)),
                .init("time_format", .text(request.timeFormat)),
                .init("types", request.types.json),
            ]
        }
        return .object(members)
    }
}

/// What both kinds have.
private struct Common {
    let dataset: String
    let files: [String]
    let timezone: Zone?
    let timeFormat: String?
    let types: [String: DatasetSchema.PropertyType]

    init(_ reader: JSONReader) throws(DefinitionError) {
        let named = try reader.member("dataset")
        dataset = try named.string()
        guard EventDataset.isName(dataset) else {
            throw DefinitionError(
                .outOfRange, at: named.pointer,
                "A dataset's name has 1 to 64 letters, digits, '-' and '_', a letter or digit first."
            )
        }
        files = try Self.files(reader.member("files"))
        timezone = try reader.optional("timezone").map { (zone) throws(DefinitionError) in
            try Zone(try zone.string(), at: zone.pointer)
        }
        timeFormat = try Self.timeFormat(reader.optional("time_format"))
        types = try Self.types(reader.optional("types"))
    }

    private static func files(_ reader: JSONReader) throws(DefinitionError) -> [String] {
        var files: [String] = []
        for file in try reader.array() { files.append(try file.string()) }
        guard (1...ImportOrder.fileLimit).contains(files.count) else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "Name 1 to \(ImportOrder.fileLimit) files or patterns.")
        }
        return files
    }

    private static func timeFormat(_ reader: JSONReader?) throws(DefinitionError) -> String? {
        guard let reader else { return nil }
        let format = try reader.string()
        guard format.contains("%"), format.count <= 100, !format.utf8.contains(where: { $0 < 32 })
        else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "A time format names the parts of a time, such as %d/%m/%Y %H:%M.")
        }
        return format
    }

    private static func types(
        _ reader: JSONReader?
    ) throws(DefinitionError) -> [String: DatasetSchema.PropertyType] {
        guard let reader else { return [:] }
        guard case .object(let members) = reader.value else {
            throw DefinitionError(
                .wrongType, at: reader.pointer,
                "This should be an object: {\"amount\": \"number\"}.")
        }
        var types: [String: DatasetSchema.PropertyType] = [:]
        for member in members {
            types[member.name] = try reader.member(member.name)
                .choice(DatasetSchema.PropertyType.self)
        }
        return types
    }
}

extension ColumnMapping {
    private static let roleNames = ["page", "element", "category"]

    fileprivate init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["user", "time", "event", "sequence", "properties"] + Self.roleNames)
        var roles: [String: String] = [:]
        for role in Self.roleNames { roles[role] = try reader.optional(role)?.columnName() }
        self.init(
            user: try reader.member("user").columnName(),
            time: try reader.member("time").columnName(),
            event: try reader.member("event").columnName(),
            sequence: try reader.optional("sequence")?.columnName(), roles: roles,
            properties: try reader.optional("properties")?.columnList() ?? .named([]))
    }

    package var json: JSONValue {
        [
            "user": .string(user), "time": .string(time), "event": .string(event),
            "sequence": .text(sequence), "page": .text(roles["page"]),
            "element": .text(roles["element"]), "category": .text(roles["category"]),
            "properties": properties.json,
        ]
    }
}

extension ColumnMapping.Properties {
    fileprivate var json: JSONValue {
        switch self {
        case .all: "all"
        case .named(let names): .array(names.map { .string($0) })
        }
    }
}

extension [String: DatasetSchema.PropertyType] {
    fileprivate var json: JSONValue {
        .object(sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value.rawValue)) })
    }
}

extension JSONReader {
    fileprivate func columnName() throws(DefinitionError) -> String {
        let name = try string()
        guard !name.isEmpty, name.utf8.count <= 1024 else {
            throw DefinitionError(.outOfRange, at: pointer, "A column is named by its header.")
        }
        return name
    }

    /// `"all"`, `"none"` or names.
    fileprivate func columnList() throws(DefinitionError) -> ColumnMapping.Properties {
        switch value {
        case "all": return .all
        case "none": return .named([])
        default:
            guard case .array = value else {
                throw DefinitionError(
                    .wrongType, at: pointer,
                    "This should be \"all\", \"none\" or a list of columns.")
            }
            var names: [String] = []
            for name in try array() { names.append(try name.columnName()) }
            return .named(names)
        }
    }
}
