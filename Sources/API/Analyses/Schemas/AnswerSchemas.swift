/// Answers in the words of JSON Schema. They name what every answer of a kind has; the guide's pages
/// say what else there may be.
enum AnswerSchemas {
    static let components: [(name: String, schema: Schema)] =
        [
            ("Answers", .anyOf([.named("Answer"), .list(.named("Answer"))])),
            ("Answer", .anyOf(kinds.map { .named($0.name) })),
        ] + kinds + parts

    private static let kinds: [(name: String, schema: Schema)] = [
        ("FunnelAnswer", funnel), ("RetentionAnswer", retention), ("PagesAnswer", pages),
        ("FlowAnswer", flow), ("TrendAnswer", trend), ("ProfileAnswer", profile),
        ("TimelineAnswer", timeline),
    ]

    private static func answer(_ kind: String, _ own: [Schema.Property]) -> Schema {
        .object(
            [
                .init("kind", .constant(kind)), .init("engine", .oneOf(["native", "sql"])),
                .init("elapsed_ms", .integer), .init("cached", .boolean, required: false),
                .init(
                    "resolved",
                    .object([
                        .init("from", .nullable(.time)), .init("to", .nullable(.time)),
                        .init("timezone", .text),
                    ])),
                .init("data_until", .nullable(.time)),
                .init("segments", .list(.named("UsedSegment")), required: false),
            ] + own, open: true)
    }

    private static let funnel = answer(
        "funnel",
        [
            .init("unit", .text), .init("histogram_bounds_ms", .list(.integer)),
            .init("series", .list(series([.init("steps", .list(.named("FunnelStep")))]))),
        ])

    private static let retention = answer(
        "retention",
        [
            .init("view", .text), .init("period", .text),
            .init(
                "series",
                .list(
                    .object(
                        [
                            .init("segment", .named("SegmentChoice")),
                            .init("cohorts", .list(.named("Cohort")), required: false),
                            .init("average", averages, required: false),
                            .init("periods", .list(.object([], open: true)), required: false),
                        ], open: true))),
        ])

    private static let averages = Schema.object([
        .init("pooled", .list(.nullable(.number))), .init("simple", .list(.nullable(.number))),
    ])

    private static let pages = answer(
        "pages",
        [
            .init("totals", .list(.named("PageRow"))), .init("rows", .list(.named("PageRow"))),
        ])

    private static let flow = answer(
        "flow",
        [
            .init("unit", .text), .init("nodes", .list(.named("FlowNode"))),
            .init("links", .list(.named("FlowLink"))),
            .init(
                "series",
                .list(
                    series([
                        .init("nodes", .list(.named("FlowNode"))),
                        .init("links", .list(.named("FlowLink"))),
                    ]))),
        ])

    private static let trend = answer(
        "trend",
        [
            .init("period", .text),
            .init(
                "series",
                .list(
                    series([
                        .init("label", .text), .init("measure", .text),
                        .init("points", .list(.named("TrendPoint"))),
                        .init("total", .named("TrendPoint")),
                    ]))),
        ])

    private static let profile = answer(
        "profile",
        [
            .init(
                "series",
                .list(
                    series([
                        .init("users", .integer), .init("all_users", .integer),
                        .init("element", .text),
                        .init("attributes", .list(.object([.init("name", .text)], open: true))),
                    ])))
        ])

    private static let timeline = answer(
        "timeline",
        [
            .init("user", .text), .init("attributes", .map(.any)), .init("total", .integer),
            .init("events", .list(.object([], open: true))),
        ])

    private static func series(_ own: [Schema.Property]) -> Schema {
        .object([.init("segment", .named("SegmentChoice"))] + own, open: true)
    }

    private static let parts: [(name: String, schema: Schema)] = [
        (
            "UsedSegment",
            .object([
                .init("segment", .text), .init("name", .text), .init("version", .integer),
                .init("snapshot", .text), .init("data_date", .date), .init("users", .integer),
            ])
        ),
        (
            "FunnelStep",
            .object([
                .init("label", .text), .init("count", .integer), .init("users", .integer),
                .init("from_first", .number), .init("from_previous", .number),
                .init("stopped", .integer), .init("stopped_users", .integer),
                .init("time_from_first_ms", .named("Durations")),
                .init("time_from_previous_ms", .named("Durations")), .init("converted", .text),
                .init("dropped", .text),
            ])
        ),
        (
            "Durations",
            .object([
                .init("median", .nullable(.integer)), .init("mean", .nullable(.integer)),
                .init("p90", .nullable(.integer)), .init("histogram", .list(.integer)),
            ])
        ),
        (
            "Cohort",
            .object([
                .init("start", .text), .init("users", .integer), .init("element", .text),
                .init(
                    "cells",
                    .list(
                        .object(
                            [
                                .init("period", .integer), .init("users", .integer),
                                .init("rate", .number), .init("complete", .boolean),
                                .init("element", .text),
                            ], open: true))),
            ])
        ),
        (
            "PageRow",
            .object(
                [
                    .init("segment", .named("SegmentChoice")), .init("views", .integer),
                    .init("visitors", .integer), .init("sessions", .integer),
                    .init("exit_rate", .number), .init("element", .text),
                ], open: true)
        ),
        (
            "FlowNode",
            .object([
                .init("step", .integer), .init("label", .text), .init("arrivals", .integer),
                .init("users", .integer), .init("onward", .integer), .init("exits", .integer),
                .init("exited_users", .integer), .init("exit_rate", .number),
                .init("arrived", .text), .init("exited", .text),
            ])
        ),
        (
            "FlowLink",
            .object([
                .init("step", .integer), .init("from", .text), .init("to", .text),
                .init("count", .integer), .init("users", .integer), .init("rate", .number),
                .init("element", .text),
            ])
        ),
        (
            "TrendPoint",
            .object([
                .init("start", .text, required: false), .init("value", .nullable(.number)),
                .init("users", .integer, required: false), .init("complete", .boolean),
                .init("element", .text, required: false),
            ])
        ),
    ]
}
