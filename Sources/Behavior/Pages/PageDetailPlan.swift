import Definitions
import EventStore

/// A detail made ready for one dataset: which label it looks at, and what each list can show.
///
/// A list's items are its values by number, then one for no value, then the edge; a trend's are points.
struct PageDetailPlan: Sendable {
    /// A list, and where its items come from.
    struct List: Sendable {
        let list: PageDetail.List
        /// Values by number; for a trend empty.
        let titles: [String]
        /// The place of its property among `properties`; nil where items are labels or points, or where
        /// no event has a value.
        let property: Int?

        var none: Int { titles.count }
        var edge: Int { titles.count + 1 }
    }

    let lists: [List]
    let properties: [BreakdownRanks]
    /// The label that the detail looks at; nil where no event has it.
    let target: Int?
    let limit: Int
    /// Where the periods of the trend begin.
    let starts: [Int64]

    /// Nil for a question without a detail.
    init?(
        _ pages: Pages, _ labels: PageLabels, timeline: TrendTimeline?, zone: Zone,
        dataset: EventDataset
    ) throws {
        guard let detail = pages.detail else { return nil }
        let roles = dataset.manifest.roles
        let compiler = NameCompiler(dataset: dataset, zone: zone)
        var properties: [BreakdownRanks] = []
        var places: [Int: Int] = [:]
        var lists: [List] = []
        for list in pages.detailLists(roles: roles) {
            switch list {
            case .previous, .next, .entriesFrom, .exitsTo:
                lists.append(List(list: list, titles: labels.titles, property: nil))
            case .trend: lists.append(List(list: list, titles: [], property: nil))
            case .elements, .viewed, .clicked:
                guard let name = pages.property(of: list, roles: roles) else {
                    lists.append(List(list: list, titles: [], property: nil))
                    continue
                }
                let number = compiler.property(name)
                if places[number] == nil {
                    places[number] = properties.count
                    properties.append(try BreakdownRanks(property: number, dataset: dataset))
                }
                let place = places[number] ?? 0
                lists.append(List(list: list, titles: properties[place].titles, property: place))
            }
        }
        self.lists = lists
        self.properties = properties
        target = labels.index(of: detail.row)
        limit = detail.limit
        starts = timeline.map { line in (0..<line.count).map { line.start(of: $0) } } ?? []
    }

    /// The period of a time of the range.
    func point(of time: Int64) -> Int {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= time { low = middle } else { high = middle }
        }
        return low
    }
}

/// Which row of a list each item belongs to.
struct PageDetailRows: Sendable {
    let rowOfItem: [UInt32]
    /// What each row stands for.
    let values: [PageDetail.Value]

    /// One row for each of these items, then one for the others, for no value, for the edge.
    init(_ shown: [Int], of list: PageDetailPlan.List) {
        let other = UInt32(shown.count)
        var rows = Array(repeating: other, count: list.titles.count) + [other + 1, other + 2]
        for (row, item) in shown.enumerated() { rows[item] = UInt32(row) }
        rowOfItem = rows
        values =
            shown.map { .value(list.titles[$0]) } + [.other, PageDetail.Value.none, .edge]
    }

    /// One row a period.
    init(points: Int) {
        rowOfItem = (0..<max(1, points)).map { UInt32($0) }
        values = (0..<max(1, points)).map { .point($0) }
    }

    func row(of value: PageDetail.Value) -> Int? {
        values.firstIndex { candidate in
            if case (.value(let left), .value(let right)) = (candidate, value) {
                return left.utf8.elementsEqual(right.utf8)
            }
            return candidate == value
        }
    }
}
