import Definitions
import Operations

/// What the addresses of imports take and give.
enum ImportSchemas {
    private static let type = Schema.oneOf(DatasetSchema.PropertyType.allCases.map(\.rawValue))
    private static let format = Schema.oneOf(["delimited", "json_lines", "parquet"])
    private static let compression = Schema.oneOf(["none", "gzip", "zstd"])

    static let imports = Schema.object([
        .init("imports", .list(.object([.init("name", .text)], open: true))),
        .init("jobs", .list(JobSchemas.job)),
    ])
    static let started = Schema.object([.init("job", JobSchemas.job)])

    static let files = Schema.object([
        .init("enabled", .boolean), .init("next", .nullable(.text)), .init("cut", .boolean),
        .init(
            "items",
            .list(
                .object([
                    .init("name", .text), .init("bytes", .integer), .init("changed_at", .time),
                    .init("format", format), .init("compression", compression),
                ]))),
    ])

    static let look = Schema.object([
        .init("file", .text), .optional("timezone", .text), .optional("time_format", .text),
        .optional("rows", .whole(1...100)),
    ])
    static let preview = Schema.object([
        .init("file", .text), .init("format", format), .init("delimiter", .nullable(.text)),
        .init("compression", compression), .init("bytes", .integer),
        .init("expected_rows", .nullable(.integer)),
        .init(
            "columns",
            .list(
                .object([
                    .init("name", .text), .init("type", .nullable(type)),
                    .init("role", .nullable(.text)),
                ]))),
        .init("rows", .list(.list(.nullable(.text)))),
        .init("kind", .oneOf(ImportOrder.Kind.allCases.map(\.rawValue))),
        .init("mapping", .anyOf([guessedEvents, guessedAttributes])),
    ])
    private static let columns = Schema.anyOf([.oneOf(["all", "none"]), .list(.text)])
    private static let further = ["sequence", "page", "element", "category"]

    private static let guessedEvents = Schema.object(
        (["user", "time", "event"] + further).map { Schema.Property($0, .nullable(.text)) }
            + [Schema.Property("properties", columns)])
    private static let guessedAttributes = Schema.object([
        .init("user", .nullable(.text)), .init("time", .nullable(.text)),
        .init("columns", columns),
    ])

    static let order = Schema.anyOf([
        .object(
            [
                .optional("kind", .constant("events")), .init("mapping", events),
                .optional("session_gap", .text), .optional("append", .boolean),
            ] + common),
        .object([.init("kind", .constant("attributes")), .init("mapping", attributes)] + common),
    ])
    private static let common: [Schema.Property] = [
        .init("dataset", .text), .init("files", .list(.text)), .optional("timezone", .text),
        .optional("time_format", .text), .optional("types", .map(type)),
    ]
    private static let events = Schema.object(
        ["user", "time", "event"].map { Schema.Property($0, .text) }
            + further.map { Schema.Property.optional($0, .text) }
            + [Schema.Property.optional("properties", columns)])
    private static let attributes = Schema.object([
        .init("user", .text), .optional("time", .text), .optional("columns", columns),
    ])

    /// How far the job of an import is.
    static let progress = Schema.object([
        .init("file", .text), .init("file_number", .integer), .init("file_count", .integer),
        .init("rows", .integer), .init("expected_rows", .nullable(.integer)),
        .init("rows_per_second", .nullable(.integer)),
        .init("seconds_left", .nullable(.integer)), .init("at", .time),
    ])

    /// What came of it.
    static let result = Schema.object(known + counts)

    private static let known: [Schema.Property] = [
        .init("kind", .text), .init("dataset", .text), .init("files", .integer),
        .init("columns", .list(.object([.init("name", .text), .init("type", type)]))),
        .init("rejects", rejects), .init("first_day", .nullable(.date)),
        .init("last_day", .nullable(.date)),
    ]
    private static let counts = [
        "rows", "users", "new_users", "total_rows", "days", "replaced_days", "replaced_rows",
    ].map { Schema.Property($0, .nullable(.integer)) }

    private static let rejects = Schema.object([
        .init("rows", .integer), .init("file", .nullable(.text)),
        .init("reasons", .list(.object([.init("reason", .text), .init("rows", .integer)]))),
        .init(
            "first",
            .list(
                .object([
                    .init("file", .text), .init("line", .integer), .init("reason", .text),
                    .init("detail", .nullable(.text)),
                ]))),
    ])
}
