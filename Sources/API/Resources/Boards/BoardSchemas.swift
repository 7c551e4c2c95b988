import Definitions
import Metadata

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

    /// A saved view without its content.
    static func line(_ kind: ViewRecord.Kind) -> Schema {
        .object(about + (kind == .analysis ? [.init("kind", .oneOf(Question.kinds))] : []))
    }

    private static let place = Schema.object([
        .init("x", .whole(0...11)), .init("y", .whole(0...10_000)),
        .init("width", .whole(1...12)), .init("height", .whole(1...100)),
    ])
    /// A text asks nothing; the others ask a question.
    private static func tiles(_ more: [Schema.Property]) -> Schema {
        let common: [Schema.Property] = [
            .optional("title", .text), .optional("view", .object([], open: true)),
            .init("place", place),
        ]
        let asking: [Schema.Property] = [
            .init("kind", .oneOf(["analysis", "number"])), .init("question", .named("Question")),
        ]
        return .list(
            .anyOf([
                .object([.init("kind", .constant("text")), .init("text", .text)] + common),
                .object(asking + common + more),
            ]))
    }

    private static func board(_ tiles: Schema) -> [Schema.Property] {
        [
            .optional("description", .text), .optional("range", .named("TimeRange")),
            .optional("segment", .named("SegmentChoice")), .optional("tiles", tiles),
        ]
    }
    private static let named: [Schema.Property] = [
        .init("name", .text), .optional("folder", .text), .optional("owner", .text),
    ]
    private static let view: [Schema.Property] = [
        .init("question", .named("Question")), .optional("view", .object([], open: true)),
    ]

    /// What is saved, and what saving and reading give.
    static func body(_ kind: ViewRecord.Kind) -> Schema {
        .object(named + (kind == .dashboard ? board(tiles([])) : view))
    }

    static func whole(_ kind: ViewRecord.Kind) -> Schema {
        let asked = Schema.Property.optional("asked", .named("Question"))
        return .object(about + (kind == .dashboard ? board(tiles([asked])) : view))
    }

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
