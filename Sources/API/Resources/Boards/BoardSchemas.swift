/// What the addresses of saved views, of marks and of the first page give.
enum BoardSchemas {
    static let mark = Schema.object([
        .init("kind", .text), .init("id", .text), .init("name", .text), .init("starred", .boolean),
        .init("starred_at", .nullable(.time)), .init("viewed_at", .nullable(.time)),
    ])
    static let marks = Schema.object([.init("items", .list(mark))])

    private static let about: [Schema.Property] = [
        .init("id", .text), .init("name", .text), .init("folder", .text), .init("owner", .text),
        .init("revision", .integer), .init("created_at", .time), .init("changed_at", .time),
    ]
    static let line = Schema.object(about)
    static let whole = Schema.object(about, open: true)

    private static let item = Schema.object([
        .init("kind", .oneOf(["failed_run", "stale", "held_back", "drift"])), .init("id", .text),
        .init("name", .text), .init("detail", .nullable(.text)),
        .init("remedy", .nullable(.text)), .init("at", .nullable(.time)),
        .init("snapshot", .nullable(.text)),
    ])
    static let home = Schema.object([
        .init("attention", .list(item)), .init("attention_total", .integer),
        .init("recent", .list(mark)), .init("starred", .list(mark)),
        .init("segments", .list(.object([.init("id", .text)], open: true))),
    ])
    static let search = Schema.object([
        .init(
            "hits",
            .list(
                .object([
                    .init(
                        "kind",
                        .oneOf([
                            "segment", "table", "field", "value", "event", "dashboard", "analysis",
                        ])),
                    .init("id", .text), .init("name", .text), .init("place", .nullable(.text)),
                    .init("labels", CatalogueSchemas.labels), .init("match", .text),
                ])))
    ])
}
