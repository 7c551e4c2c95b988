/// What destinations, deliveries and their runs look like in JSON.
enum DeliverySchemas {
    static let id = Parameter.path("id", .text, "Its id, or its name.")

    /// Segments' ids, and lists.
    static let suppression = Schema.list(
        .anyOf([.text, .object([.init("list", .text)])]))

    /// A destination as it is saved.
    static let target = Schema.object([
        .init("name", .text), .init("kind", .oneOf(["http", "folder"])),
        .init("options", .object([], open: true)), .optional("suppression", suppression),
    ])

    static let destination = Schema.object([
        .init("id", .text), .init("name", .text), .init("kind", .oneOf(["http", "folder"])),
        .init("options", .object([], open: true)), .init("suppression", suppression),
        .init("secrets", .list(.text)), .init("revision", .integer), .init("created_at", .time),
        .init("changed_at", .time),
    ])

    static let tested = Schema.object([
        .init("ok", .boolean), .init("status", .nullable(.integer)),
        .init("elapsed_ms", .integer), .init("failure", .nullable(.text)),
        .init("remedy", .nullable(.text)),
    ])

    private static let source = Schema.anyOf([
        .oneOf(["user", "change", "segment", "segment_name", "snapshot", "data_date"]),
        .object([.init("value", .any)]), .object([.init("attribute", .text)]),
        .object([.init("change", changes)]),
    ])
    private static let changes = Schema.object(
        ["entered", "left", "member"].map { Schema.Property.optional($0, .text) })
    private static let fields = Schema.map(source)

    /// A delivery as it is saved.
    static let draft = Schema.object([
        .init("name", .text), .init("segment", .text), .init("destination", .text),
        .optional("schedule", .named("Schedule")), .optional("mode", .oneOf(modes)),
        .optional("batch_size", .whole(1...50_000)), .optional("fields", fields),
        .optional("holdout", .object([.init("share", .number), .optional("salt", .text)])),
        .optional("paused", .boolean),
    ])

    static let delivery = Schema.object([
        .init("id", .text), .init("name", .text), .init("segment", .text),
        .init("destination", .text), .init("schedule", .nullable(.named("Schedule"))),
        .init("mode", .oneOf(modes)), .init("batch_size", .integer), .init("fields", fields),
        .init("holdout", .object([.init("share", .number), .init("salt", .text)])),
        .init("paused", .boolean), .init("owner", .text), .init("revision", .integer),
        .init("created_at", .time), .init("changed_at", .time),
    ])

    /// Deliveries as what a segment is needed by.
    static let short = Schema.list(
        .object([.init("id", .text), .init("name", .text), .init("paused", .boolean)]))

    static let run = Schema.object(
        [
            .init("id", .text), .init("delivery", .text), .init("job", .nullable(.integer)),
            .init("snapshot", .text), .init("data_date", .text), .init("mode", .oneOf(modes)),
            .init(
                "state",
                .oneOf(["preparing", "running", "interrupted", "paused", "done", "failed"])),
        ] + counts.map { .init($0, .integer) } + [
            .init("failure", .nullable(.text)), .init("remedy", .nullable(.text)),
            .init("started_by", .text), .init("started_at", .time),
            .init("ended_at", .nullable(.time)),
        ])

    static let dryRun = Schema.object([
        .init("snapshot", .text), .init("data_date", .text), .init("mode", .oneOf(modes)),
        .init("members", .integer), .init("suppressed", .integer), .init("held_out", .integer),
        .init("entered", .integer), .init("left", .integer), .init("batches", .integer),
        .init("rows", .list(.object([], open: true))),
    ])

    static let batch = Schema.object([
        .init("number", .integer), .init("rows", .integer), .init("attempts", .integer),
        .init("status", .nullable(.integer)), .init("rejected", .integer),
        .init("idempotency_key", .text), .init("ended_at", .time),
    ])

    static let error = Schema.object([
        .init("batch", .integer), .init("row", .integer), .init("user", .text),
        .init("change", .text), .init("code", .text), .init("message", .text),
    ])

    static let modes = ["full", "delta"]

    private static let counts = [
        "entered", "left", "held_out", "suppressed", "batches", "batches_accepted", "rows",
        "rows_sent", "rows_rejected",
    ]
}
