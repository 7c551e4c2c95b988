import Definitions

/// Definitions of segments in the words of JSON Schema, shared by name. Limits, and names that must exist,
/// the server checks.
enum DefinitionSchemas {
    static let components: [(name: String, schema: Schema)] = [
        ("FieldFilter", .anyOf([alternatives, comparison])),
        ("SegmentGroup", group), ("SegmentContainer", container),
        ("SegmentDefinition", .anyOf(kinds.map { .object([$0]) })),
        ("Schedule", .anyOf([rule, .list(rule)])),
    ]

    private static let alternatives = Schema.object([
        .init("any_of", .list(.named("FieldFilter")))
    ])
    private static let comparison = Schema.object([
        .init("field", .text), .init("operator", words(Comparison.Operator.self)),
        .optional("value", .any), .optional("or_null", .boolean),
    ])

    private static let group = Schema.object([
        .init("dataset", .text), .optional("filters", .list(.named("FieldFilter"))),
        .optional("range", .named("TimeRange")), .optional("having", .list(having)),
        .optional("join", .object([.init("key", .text), .optional("through", .text)])),
        .optional("exclude", .boolean),
    ])
    private static let having = Schema.object([
        .init("measure", words(AggregateCondition.Measure.self)), .optional("field", .text),
        .init("operator", .oneOf(AggregateCondition.operators.map(\.rawValue))),
        .init("value", .anyOf([.number, .list(.number)])),
    ])
    private static let container = Schema.object([
        .init("groups", .list(.named("SegmentGroup"))), .optional("subtract", .boolean),
    ])

    /// The members of which a definition has exactly one.
    private static let kinds: [Schema.Property] =
        [
            .init("containers", .list(.named("SegmentContainer"))),
            .init("sql", .object([.init("connection", .text), .init("text", .text)])),
            .init("list", list),
            .init(
                "from", .object([.init("question", .named("Question")), .init("element", .text)])),
        ] + ["union", "intersect", "subtract"].map { Schema.Property($0, .list(id)) }

    private static let id = Schema.anyOf([.text, .integer])
    private static let list = Schema.object(
        [.init("id", .text)]
            + ["ids", "unknown", "duplicates"].map { Schema.Property.optional($0, .integer) })

    private static let weekly = Schema.object([.init("on", .list(.text)), .init("at", .text)])
    private static let rule = Schema.anyOf([
        .object([.init("daily", .text)]), .object([.init("weekly", weekly)]),
        .object([.init("after_import", .text)]),
    ])

    private static let around: [Schema.Property] = [
        .optional("description", .text), .optional("folder", .text),
        .optional("tags", .list(.text)), .optional("owner", .text), .optional("expires", .date),
        .optional("schedule", .named("Schedule")),
    ]
    private static let kept: [Schema.Property] = [
        .optional("note", .text), .optional("kind", .oneOf(["dynamic", "frozen"])),
    ]

    /// A segment as it is saved: a name, one definition, and what stands around it.
    static let draft = Schema.anyOf(kinds.map { kind(of: $0, in: [.init("name", .text)]) })
    static let drafts = Schema.anyOf([draft, .list(draft)])

    /// Some members of a segment.
    static let patch = Schema.object(changed + around + kept + optionalKinds)

    private static let changed: [Schema.Property] = [
        .optional("name", .text), .optional("status", .oneOf(["draft", "active"])),
    ]
    private static let optionalKinds = kinds.map { Schema.Property.optional($0.name, $0.schema) }

    /// A definition that may have the rest of a segment around it.
    static let definition = Schema.anyOf(
        kinds.map {
            kind(
                of: $0,
                in: [
                    .optional("name", .text), .optional("date", .date),
                    .optional("status", .text),
                ])
        })

    private static func kind(
        of definition: Schema.Property, in members: [Schema.Property]
    ) -> Schema {
        .object(members + around + kept + [definition])
    }

    private static func words<Word: RawRepresentable<String> & CaseIterable>(
        _ words: Word.Type
    ) -> Schema {
        .oneOf(Word.allCases.map(\.rawValue))
    }
}
