import Definitions

/// Questions in the words of JSON Schema: the components of the OpenAPI document that the body of
/// `POST /analyses` is made of. What they cannot say, such as names that must exist, the server checks.
enum QuestionSchemas {
    static let components: [(name: String, schema: Schema)] =
        [
            ("Questions", .anyOf([.named("Question"), .list(.named("Question"))])),
            ("Question", .anyOf(kinds.map { .named($0.name) })),
        ] + kinds + parts

    private static let kinds: [(name: String, schema: Schema)] = [
        ("FunnelQuestion", funnel), ("RetentionQuestion", retention), ("PagesQuestion", pages),
        ("FlowQuestion", flow), ("TrendQuestion", trend), ("ProfileQuestion", profile),
        ("TimelineQuestion", timeline),
    ]

    private static func question(_ kind: String, _ own: [Schema.Property]) -> Schema {
        .object(
            [
                .init("kind", .constant(kind)), .init("dataset", .text),
                .optional("range", .named("TimeRange")),
                .optional("where", .list(.named("Filter"))),
                .optional("segments", .list(.named("SegmentChoice"))),
                .optional("timezone", .text),
                .optional("estimates", .list(.object([], open: true))),
            ] + own)
    }

    private static let funnel = question(
        "funnel",
        [
            .init("steps", .list(.named("EventMatcher"))),
            .optional("order", words(Funnel.Order.self)),
            .optional("window", .named("TimeSpan")), .optional("step_window", .named("TimeSpan")),
            .optional("exclude", .list(.object([], open: true))), .optional("hold", .list(.text)),
            .optional("unit", words(Funnel.Unit.self)), .optional("breakdown", breakdown),
        ])

    private static let retention = question(
        "retention",
        [
            .optional("view", words(Retention.View.self)), .init("return", .named("EventMatcher")),
            .optional("period", words(Retention.Period.self)),
            .optional("start", .named("EventMatcher")), .optional("periods", .integer),
            .optional("mode", .oneOf(["on", "on_or_after", "brackets"])),
            .optional("brackets", .list(.any)), .optional("calendar", .boolean),
            .optional("start_kind", words(Retention.StartKind.self)),
            .optional("measure", .object([.init("kind", .text), .init("property", .text)])),
            .optional("breakdown", breakdown),
        ])

    private static let pages = question(
        "pages",
        [
            .optional("by", subject), .optional("rules", .list(rule)),
            .optional("limit", .whole(1...1000)), .optional("view", .named("EventMatcher")),
            .optional("click", .named("EventMatcher")),
            .optional("detail", .anyOf([.text, .object([.init("row", .text)], open: true)])),
        ])

    private static let flow = question(
        "flow",
        [
            .init("by", subject),
            .optional(
                "anchor", .object([.init("at", .oneOf(["start", "end"])), .init("value", .text)])),
            .optional("steps", .integer), .optional("nodes_per_step", .integer),
            .optional("unit", words(Flow.Unit.self)), .optional("collapse_repeats", .boolean),
            .optional("hide", .list(.text)), .optional("rules", .list(rule)),
            .optional("within", .named("TimeSpan")),
        ])

    private static let trend = question(
        "trend",
        [
            .init("series", .list(.named("TrendSeries"))),
            .optional("period", words(Trend.Period.self)), .optional("breakdown", breakdown),
            .optional("compare", .text),
            .optional(
                "formulas",
                .list(
                    .object([
                        .optional("label", .text), .init("ratio", .list(.integer)),
                    ]))),
        ])

    private static let profile = question(
        "profile",
        [
            .optional(
                "of", .object([.init("question", .named("Question")), .init("element", .text)])),
            .optional("attributes", .list(.text)), .optional("limit", .whole(1...200)),
            .optional("period", .any),
        ])

    private static let timeline = question(
        "timeline", [.init("user", .text), .optional("limit", .whole(1...100_000))])

    private static let parts: [(name: String, schema: Schema)] = [
        (
            "TimeRange",
            .anyOf([
                .object([.init("from", .text), .init("to", .text)]),
                .object([.init("last", .whole(1...100_000)), .init("unit", .text)]),
                .object([.init("this", .text)]), .object([.init("previous", .text)]),
            ])
        ),
        ("TimeSpan", .object([.init("value", .integer), .init("unit", .text)])),
        ("SegmentChoice", .anyOf([.text, .object([.init("not", .text)])])),
        (
            "Filter",
            .anyOf([
                .object([.init("any_of", .list(.named("Filter")))]),
                .object([
                    .init("property", .text), .init("operator", .text), .optional("value", .any),
                    .optional("or_null", .boolean),
                ]),
                .object([
                    .init("attribute", .text), .init("operator", .text), .optional("value", .any),
                    .optional("or_null", .boolean),
                ]),
            ])
        ),
        ("EventMatcher", .object(matcher)),
        (
            "TrendSeries",
            .object(
                matcher + [
                    .optional("measure", words(TrendMeasure.Name.self)),
                    .optional("property", .text), .optional("percentile", .whole(1...99)),
                ])
        ),
    ]

    private static let matcher: [Schema.Property] = [
        .optional("event", .text), .optional("where", .list(.named("Filter"))),
        .optional("any_of", .list(.object([], open: true))), .optional("label", .text),
    ]

    private static let breakdown = Schema.object([
        .optional("property", .text), .optional("attribute", .text),
        .optional("at_step", .integer), .optional("limit", .whole(1...200)),
    ])
    private static let subject = Schema.anyOf([.text, .object([.init("property", .text)])])
    private static let rule = Schema.object([.init("pattern", .text), .optional("label", .text)])

    private static func words<Word: RawRepresentable<String> & CaseIterable>(
        _ words: Word.Type
    ) -> Schema {
        .oneOf(Word.allCases.map(\.rawValue))
    }
}
