/// What the addresses of people give.
enum PeopleSchemas {
    static let list = Page.schema(of: .object([.init("user", .text)]))
    private static let attribute = Schema.object([
        .init("table", .text), .init("field", .text), .init("type", .text),
        .init("labels", CatalogueSchemas.labels), .init("value", .any),
        .init("value_labels", CatalogueSchemas.labels), .init("masked", .boolean),
    ])
    private static let membership = Schema.object([
        .init("id", .text), .init("name", .text), .init("since", .text),
        .init("from_the_start", .boolean), .init("served", .boolean),
    ])
    static let user = Schema.object([
        .init("user", .text), .init("attributes", .list(attribute)),
        .init("segments", .list(membership)),
    ])
    private static let event = Schema.object([
        .init("time", .time), .init("event", .text), .init("session", .integer),
        .init("properties", .object([], open: true)),
    ])
    static let timeline = Schema.object([
        .init("user", .text), .init("dataset", .text), .init("total", .integer),
        .init("items", .list(event)), .init("masked", .list(.text)),
        .init("next", .nullable(.text)),
    ])
}
