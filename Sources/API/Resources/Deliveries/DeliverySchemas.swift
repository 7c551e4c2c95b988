/// What destinations, deliveries and their runs look like in JSON.
enum DeliverySchemas {
    static let id = Parameter.path("id", .text, "Its id, or its name.")

    static let destination = Schema.object([
        .init("id", .text), .init("name", .text), .init("kind", .oneOf(["http", "folder"])),
        .init("options", .object([], open: true)), .init("suppression", .list(.any)),
        .init("secrets", .list(.text)), .init("revision", .integer), .init("created_at", .time),
        .init("changed_at", .time),
    ])

    static let tested = Schema.object([
        .init("ok", .boolean), .init("status", .nullable(.integer)),
        .init("elapsed_ms", .integer), .init("failure", .nullable(.text)),
        .init("remedy", .nullable(.text)),
    ])

    static let delivery = Schema.object([
        .init("id", .text), .init("name", .text), .init("segment", .text),
        .init("destination", .text), .init("schedule", .any), .init("mode", .oneOf(modes)),
        .init("batch_size", .integer), .init("fields", .object([], open: true)),
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
