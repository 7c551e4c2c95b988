import Definitions
import Hummingbird
import Metadata
import Operations

/// What a list of segments is asked for: filters, words, order.
struct SegmentListQuery {
    enum Order: String, CaseIterable {
        case name, size, change, changed, created
        case sizeDown = "-size"
        case changeDown = "-change"
        case changedDown = "-changed"
        case createdDown = "-created"
        case nameDown = "-name"
    }

    let filter: SegmentListFilter
    let search: String?
    let order: Order?

    init(_ inputs: Inputs) throws {
        let statuses = try inputs.words("status", of: SegmentStatus.self)
        filter = SegmentListFilter(
            statuses: statuses.isEmpty ? [.draft, .active] : Set(statuses),
            owner: inputs.text("owner"), tag: inputs.text("tag"), folder: inputs.text("folder"))
        search = inputs.text("search")
        order = try inputs.word("sort", of: Order.self)
    }

    static let parameters: [Parameter] = [
        .query("search", .text, "Words, or Korean initial consonants (ㄷㅁ); the best match first."),
        .query(
            "status", .list(.oneOf(SegmentStatus.allCases.map(\.rawValue))),
            "Of this status; may be given again. Without it, all but archived ones."),
        .query("owner", .text, "Only those of this owner."),
        .query("tag", .text, "Only those with this tag."),
        .query("folder", .text, "Only those in this folder and below."),
        .query(
            "sort", .oneOf(Order.allCases.map(\.rawValue)),
            "The order; without it the best match, else the oldest first."),
    ]

    /// Equal ones stay in the order in which they were.
    func sorted(_ entries: [ListSegments.Entry]) -> [ListSegments.Entry] {
        switch order {
        case nil: entries
        case .name, .nameDown: sorted(entries) { $0.segment.name }
        case .size, .sizeDown: sorted(entries) { $0.newest?.size ?? -1 }
        case .change, .changeDown:
            sorted(entries) { abs(($0.newest?.entered ?? 0) - ($0.newest?.left ?? 0)) }
        case .changed, .changedDown: sorted(entries) { $0.segment.changedAt }
        case .created, .createdDown: sorted(entries) { $0.segment.createdAt }
        }
    }

    private func sorted<Key: Comparable>(
        _ entries: [ListSegments.Entry], by key: (ListSegments.Entry) -> Key
    ) -> [ListSegments.Entry] {
        let isDown = order?.rawValue.hasPrefix("-") ?? false
        return entries.map { (key: key($0), entry: $0) }.enumerated().sorted { left, right in
            let (a, b) = (left.element.key, right.element.key)
            return a == b ? left.offset < right.offset : isDown ? b < a : a < b
        }.map(\.element.entry)
    }
}
