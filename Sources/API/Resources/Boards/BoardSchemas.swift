/// What the addresses of saved views, of marks and of the first page give.
enum BoardSchemas {
    static let mark = Schema.object([
        .init("kind", .text), .init("id", .text), .init("name", .text), .init("starred", .boolean),
        .init("starred_at", .nullable(.time)), .init("viewed_at", .nullable(.time)),
    ])
    static let marks = Schema.object([.init("items", .list(mark))])
}
