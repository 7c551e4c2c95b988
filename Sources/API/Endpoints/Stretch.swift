import Definitions
import Hummingbird

/// The part of a list that a request asks for, where the order is the request's own: places count.
///
///     let shown = try Stretch(of: ranked, inputs)
///     return shown.answer(shown.items.map(\.json))
struct Stretch<Item> {
    let items: [Item]
    private let next: Cursor?

    init(of all: [Item], _ inputs: Inputs) throws(Problem) {
        let page = try Page(inputs)
        let first = min(max(0, Int(clamping: try page.after?.id() ?? 0)), all.count)
        let end = min(first + page.limit, all.count)
        items = Array(all[first..<end])
        next = end < all.count ? Cursor(Int64(end)) : nil
    }

    /// `json`: of each item, in order.
    func answer(_ json: [JSONValue]) -> Response {
        .json(["items": .array(json), "next": next.map { .string($0.text) } ?? .null])
    }
}

extension Inputs {
    /// `with=1,2,3`; none where it is missing.
    func commas(_ name: String) -> [String] {
        (text(name) ?? "").split(separator: ",").map(String.init)
    }
}
