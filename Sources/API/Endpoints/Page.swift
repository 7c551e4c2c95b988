import Definitions
import Hummingbird

/// The part of a list that a request asks for: `?after=…&limit=…`.
///
///     let page = try Page(inputs)
///     return page.answer(segments, key: { Cursor($0.id) }, json: \.json)
///
/// Every list answers `{"items":[…],"next":"…"}`; `next` is null at the end.
struct Page: Sendable {
    let after: Cursor?
    let limit: Int

    static let limits = 1...1_000
    static let usualLimit = 100

    /// What an endpoint with pages declares among its parameters.
    static let parameters: [Parameter] = [
        .query("after", .text, "Where to go on: 'next' of the answer before."),
        .query(
            "limit", .whole(limits), "How many items at most; \(usualLimit) where it is missing."),
    ]

    /// The schema of an answer whose items are these.
    static func schema(of item: Schema) -> Schema {
        .object([.init("items", .list(item)), .init("next", .nullable(.text))])
    }

    init(_ inputs: Inputs) throws(Problem) {
        if let text = inputs.text("after") {
            after = try Cursor(parsing: text)
        } else {
            after = nil
        }
        limit = try inputs.integer("limit", in: Self.limits) ?? Self.usualLimit
    }

    /// How many items to ask a store for, so that it is known whether more follow.
    var fetchLimit: Int { limit + 1 }

    /// The answer of what a store gave for `after` and `fetchLimit`.
    func answer<Item>(
        fetched items: [Item], key: (Item) -> Cursor, json: (Item) throws -> JSONValue
    ) rethrows -> Response {
        .json(try whole(fetched: items, key: key, json: json))
    }

    private func whole<Item>(
        fetched items: [Item], key: (Item) -> Cursor, json: (Item) throws -> JSONValue
    ) rethrows -> JSONValue {
        let shown = items.prefix(limit)
        let next = items.count > limit ? shown.last.map(key) : nil
        return [
            "items": .array(try shown.map(json)),
            "next": next.map { .string($0.text) } ?? .null,
        ]
    }

    /// The answer out of a whole list in memory, ascending by key.
    func answer<Item>(
        _ items: [Item], key: (Item) -> Cursor, json: (Item) throws -> JSONValue
    ) rethrows -> Response {
        .json(try self.json(items, key: key, json: json))
    }

    /// The same for answers that tell more than the items.
    func json<Item>(
        _ items: [Item], key: (Item) -> Cursor, json: (Item) throws -> JSONValue
    ) rethrows -> JSONValue {
        var rest = items[...]
        if let after { rest = rest.drop { key($0) <= after } }
        return try whole(fetched: Array(rest.prefix(fetchLimit)), key: key, json: json)
    }
}
