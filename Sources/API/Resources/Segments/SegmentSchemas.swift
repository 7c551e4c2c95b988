/// What the addresses of segments give.
enum SegmentSchemas {
    static let segment = Schema.object(
        [
            .init("id", .text), .init("name", .text), .init("description", .text),
            .init("status", .oneOf(["draft", "active", "archived"])), .init("owner", .text),
            .init("folder", .text), .init("tags", .list(.text)),
            .init("expires", .nullable(.date)),
            .init("schedule", .nullable(.named("Schedule"))),
            .init("version", .integer), .init("published_snapshot", .nullable(.text)),
            .init("size", .nullable(.integer)), .init("data_date", .nullable(.text)),
            .init("revision", .integer),
        ], open: true)

    /// A segment with what a list tells beside what is saved.
    static let described = Schema.object(
        [
            .init("id", .text), .init("name", .text), .init("size", .nullable(.integer)),
            .init("created_at", .time), .init("changed_at", .time),
            .init("entered", .nullable(.integer)), .init("left", .nullable(.integer)),
            .init("change", .nullable(.integer)), .init("stale", .boolean),
            .init("last_run", .nullable(run)), .init("used_by", .integer),
            .init("starred", .boolean),
        ], open: true)

    static let list = Page.schema(of: described)

    /// What saving one, or a list of them, gives.
    static let saved = Schema.anyOf([segment, .object([.init("segments", .list(segment))])])

    static let detail = Schema.object(
        [
            .init("id", .text), .init("name", .text),
            .init("definition", .named("SegmentDefinition")),
            .init("in_words", .nullable(.text)), .init("outline", .nullable(.text)),
            .init("author", .text), .init("note", .text), .init("starred", .boolean),
        ], open: true)

    private static let count = Schema.object([.init("name", .text), .init("segments", .integer)])
    static let folders = Schema.object([.init("folders", .list(count))])
    static let tags = Schema.object([.init("tags", .list(count))])

    static let duplicates = Schema.object([
        .init(
            "duplicates",
            .list(
                .object([
                    .init("first", .text), .init("second", .text),
                    .init("first_name", .nullable(.text)), .init("second_name", .nullable(.text)),
                    .init("same_definition", .boolean), .init("both", .nullable(.integer)),
                    .init("jaccard", .nullable(.number)),
                ])))
    ])

    static let bulk = Schema.object([
        .init("ids", .list(.text)),
        .init("action", .oneOf(["tag", "untag", "move", "owner", "archive", "unarchive"])),
        .init("tags", .list(.text), required: false),
        .init("folder", .text, required: false), .init("owner", .text, required: false),
    ])
    static let outcomes = Schema.object([
        .init(
            "results",
            .list(
                .object([
                    .init("id", .text), .init("done", .boolean), .init("code", .nullable(.text)),
                    .init("detail", .nullable(.text)),
                ])))
    ])

    static let version = Schema.object(
        [
            .init("version", .integer), .init("definition", .named("SegmentDefinition")),
            .init("author", .text),
            .init("note", .text), .init("created_at", .time),
        ], open: true)
    static let versions = Page.schema(of: version)
    static let versionChanges = Schema.object([
        .init("from", .integer), .init("to", .integer),
        .init("changes", .list(.object([.init("words", .text)], open: true))),
    ])

    private static let step = Schema.object([
        .init("kind", .oneOf(["any_row", "range", "filter", "having"])),
        .init("condition", .text), .init("count", .integer),
    ])
    private static let group = Schema.object([
        .init("dataset", .text), .init("key", .nullable(.text)), .init("exclude", .boolean),
        .init("count", .integer), .init("steps", .list(step)),
    ])
    private static let container = Schema.object([
        .init("subtract", .boolean), .init("users", .integer), .init("total", .integer),
        .init("gain", .integer), .init("unique", .integer), .init("groups", .list(group)),
    ])
    static let preview = Schema.object([
        .init("data_date", .date), .init("users", .integer), .init("population", .integer),
        .init("containers", .list(container)),
        .init("rows_without_key", .object([], open: true)),
        .init("unprepared", .list(.text)),
    ])
    static let words = Schema.object([.init("in_words", .text), .init("outline", .text)])
    static let compiled = Schema.object([
        .init("text", .text), .init("connection", .nullable(.text)),
        .init("parameters", .list(.any)), .init("plan", .nullable(.text)),
    ])

    private static let column = Schema.object([.init("name", .text), .init("type", .text)])
    static let statementCheck = Schema.object([
        .init("valid", .boolean), .init("columns", .list(column)),
        .init("key_column", .nullable(.text)),
        .init(
            "fault",
            .nullable(
                .object([
                    .init("code", .text), .init("detail", .text),
                    .init("line", .nullable(.integer)), .init("column", .nullable(.integer)),
                ]))),
    ])
    static let statementRows = Schema.object([
        .init("columns", .list(column)), .init("key_column", .text),
        .init("rows", .list(.list(.nullable(.text)))), .init("cut", .boolean),
    ])

    static let run = Schema.object([
        .init("id", .text), .init("segment", .nullable(.text)), .init("data_date", .text),
        .init("state", .oneOf(["waiting", "running", "done", "failed", "cancelled"])),
        .init("started_at", .nullable(.time)), .init("ended_at", .nullable(.time)),
        .init("failure", .nullable(.text)), .init("remedy", .nullable(.text)),
        .init("details", .any), .init("started_by", .text),
    ])
    static let runs = Schema.object([.init("runs", .list(run))])

    static let snapshot = Schema.object([
        .init("snapshot", .text), .init("segment", .text), .init("version", .integer),
        .init("data_date", .text), .init("size", .integer),
        .init("entered", .nullable(.integer)), .init("left", .nullable(.integer)),
        .init("created_at", .time), .init("published_at", .nullable(.time)),
    ])
    static let snapshots = Page.schema(of: snapshot)
    static let history = Schema.object([.init("sizes", .list(snapshot))])
    static let report = Schema.object([
        .init("run", .text), .init("data_date", .text), .init("snapshots", .list(snapshot)),
        .init("held", .list(.text)),
    ])
    static let accepted = Schema.object([.init("job", .object([], open: true))])
    static let difference = Schema.object([
        .init("from", snapshot), .init("to", snapshot), .init("entered", .integer),
        .init("left", .integer), .init("stayed", .integer),
        .init("entered_users", .list(.text), required: false),
        .init("left_users", .list(.text), required: false),
    ])
    static let publish = Schema.object([
        .init("snapshot", snapshot), .init("published", .nullable(snapshot)),
        .init("entered", .integer), .init("left", .integer), .init("change", .nullable(.number)),
        .init("held", .boolean), .init("state", .text),
    ])

    static let overlap = Schema.object([
        .init(
            "segments",
            .list(
                .object([.init("id", .text), .init("name", .text), .init("snapshot", snapshot)]))),
        .init("union", .integer),
        .init(
            "regions",
            .nullable(
                .list(
                    .object([
                        .init("only_in", .list(.text)), .init("ids", .list(.text)),
                        .init("users", .integer),
                    ])))),
        .init("pairs", .list(.object([], open: true))),
    ])
    static let usage = Schema.object([
        .init("segments", .list(segment)), .init("deliveries", DeliverySchemas.short),
        .init(
            "uses",
            .list(
                .object([
                    .init("kind", .text), .init("name", .text), .init("calls", .integer),
                    .init("last_at", .time),
                ]))),
    ])
    static let why = Schema.object([
        .init("user", .text), .init("member", .boolean),
        .init("containers", .list(.object([], open: true))),
        .init(
            "segments", .list(.object([.init("segment", .text), .init("holds", .boolean)]))),
    ])
    private static let stored = Schema.object([
        .init("id", .text), .init("ids", .integer), .init("unknown", .integer),
        .init("duplicates", .integer),
    ])
    static let storedList = Schema.object([
        .init("list", stored), .init("name", .nullable(.text)), .init("created_at", .time),
    ])
    static let uploaded = Schema.object([
        .init("list", stored),
        .init(
            "report",
            .object(
                [
                    .init("rows", .integer), .init("users", .integer), .init("unknown", .integer),
                    .init("duplicates", .integer), .init("bad", .integer),
                ], open: true)),
    ])
}
