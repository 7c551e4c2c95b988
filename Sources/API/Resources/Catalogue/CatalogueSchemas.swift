import Definitions

/// What the addresses of the catalogue give.
enum CatalogueSchemas {
    static let labels = Schema.object([
        .init("en", .text, required: false), .init("ko", .text, required: false),
    ])
    private static let line = Schema.object([
        .init("name", .text), .init("source", .object([], open: true)), .init("labels", labels),
        .init("revision", .integer), .init("fields", .integer), .init("broken", .list(.text)),
        .init("sound", .boolean),
    ])
    static let tables = Schema.object([
        .init("tables", .list(line)), .init("population", .nullable(.text)),
    ])
    static let table = Schema.object([
        .init("table", .object([.init("name", .text), .init("fields", .list(.any))], open: true)),
        .init("revision", .integer), .init("drift", driftOfTable), .init("freshness", .any),
    ])
    private static let driftOfTable = Schema.object([
        .init("checked_at", .nullable(.integer)), .init("unreachable", .nullable(.text)),
        .init("problems", .list(.object([], open: true))), .init("new_columns", .list(.text)),
    ])
    static let values = Schema.object([
        .init("table", .text), .init("field", .text), .init("type", .text),
        .init("rows", .integer), .init("nulls", .integer), .init("unreadable", .integer),
        .init("distinct", .nullable(.integer)), .init("minimum", .nullable(.text)),
        .init("maximum", .nullable(.text)), .init("masked", .boolean),
        .init("matching", .nullable(.integer)), .init("data_version", .text),
        .init(
            "values",
            .list(
                .object([.init("value", .any), .init("labels", labels), .init("count", .integer)]))),
    ])
    static let dependents = Schema.object([.init("segments", .list(SegmentSchemas.segment))])
    static let hits = Schema.object([
        .init(
            "hits",
            .list(
                .object([
                    .init("table", .text), .init("field", .nullable(.text)),
                    .init("value", .nullable(.text)), .init("match", .text),
                    .init("labels", labels),
                ])))
    ])
    static let registration = Schema.object([
        .init("connection", .text), .init("path", .list(.text)),
        .init("user_key", .text, required: false),
        .init("keys", .object([], open: true), required: false),
        .init("roles", .object([], open: true), required: false),
        .init("columns", .list(.text), required: false),
        .init("types", .object([], open: true), required: false),
        .init("time_formats", .object([], open: true), required: false),
        .init("labels", labels, required: false),
    ])
    private static let newLabels = Schema.object(
        Language.allCases.map { Schema.Property.optional($0.rawValue, .text) })
    /// What to change of a field.
    static let fieldChange = Schema.object(changes)
    /// What to change of a table, and of its fields by name.
    static let tableChange = Schema.object([
        .optional("name", .text), .optional("labels", newLabels),
        .optional("descriptions", newLabels),
        .optional("fields", .list(.object([.init("name", .text)] + changes))),
    ])
    private static let changes: [Schema.Property] = [
        .optional("type", .oneOf(DatasetSchema.PropertyType.allCases.map(\.rawValue))),
        .optional("time_format", .text), .optional("labels", newLabels),
        .optional("descriptions", newLabels), .optional("synonyms", .list(.text)),
        .optional("value_labels", .map(.nullable(newLabels))),
        .optional("operators", .list(.oneOf(Comparison.Operator.allCases.map(\.rawValue)))),
        .optional(
            "personal_data", .oneOf(CatalogueField.PersonalData.allCases.map(\.rawValue))),
        .optional("hidden", .boolean),
    ]
    static let drift = Schema.object([
        .init(
            "tables",
            .list(
                .object([
                    .init("table", .text), .init("drift", driftOfTable),
                    .init("segments", .list(.object([], open: true))),
                ])))
    ])
    private static let connection = Schema.object([
        .init("name", .text), .init("driver", .text),
        .init("options", .object([], open: true), required: false),
    ])
    static let connections = Schema.object([.init("connections", .list(connection))])
    static let connectionBody = Schema.object([.init("path", .text)])
    private static let warehouseTable = Schema.object([
        .init("path", .list(.text)), .init("kind", .text), .init("rows", .nullable(.integer)),
        .init("files", .nullable(.integer)),
    ])
    static let warehouseTables = Schema.object([.init("tables", .list(warehouseTable))])
    static let connected = Schema.object([
        .init("connection", connection), .init("tables", .list(warehouseTable)),
    ])
    static let test = Schema.object([
        .init("works", .boolean), .init("detail", .nullable(.text)),
        .init("tables", .nullable(.integer)),
    ])
    static let columns = Schema.object([
        .init(
            "columns",
            .list(
                .object([.init("name", .text), .init("stored_type", .text), .init("type", .text)])))
    ])
}
