import Columns
import Definitions
import EventStore

/// A question about pages made ready for one dataset: matchers over event codes, values as ranks.
struct PagesPlan: Sendable {
    let range: ResolvedRange
    let filters: CompiledFilters
    let view: CompiledMatcher
    /// Nil where no event is a click.
    let click: CompiledMatcher?
    /// The values that give events their rows.
    let values: BreakdownRanks
    let labels: PageLabels
    let limit: Int
    /// The place of each event's name among all, by bytes.
    let eventRanks: [Int]

    init(
        _ pages: Pages, range: ResolvedRange?, zone: Zone, dataset: EventDataset
    ) throws {
        let roles = dataset.manifest.roles
        guard let property = pages.property(roles: roles),
            let viewMatcher = pages.viewMatcher(roles: roles)
        else { preconditionFailure("the question was checked against the schema") }
        let compiler = NameCompiler(dataset: dataset, zone: zone)
        self.range = range ?? .always
        filters = try compiler.filters(pages.scope.filters)
        view = try compiler.matcher(viewMatcher)
        click = try pages.clickMatcher(roles: roles).map { (matcher) throws(AnalysisError) in
            try compiler.matcher(matcher)
        }
        values = try BreakdownRanks(property: compiler.property(property), dataset: dataset)
        labels = PageLabels(values.titles, pages)
        limit = pages.limit
        eventRanks = Self.ranks(dataset.events)
    }

    private static func ranks(_ names: [String]) -> [Int] {
        let order = names.indices.sorted {
            names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8)
        }
        var ranks = Array(repeating: 0, count: names.count)
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ranks
    }
}

/// What the rows are called, before any is left out; several values can share a label.
struct PageLabels: Sendable {
    let titles: [String]
    /// Label by the value's rank.
    let labelOfRank: [Int]

    init(_ values: [String], _ pages: Pages) {
        guard !pages.rules.isEmpty else {
            titles = values
            labelOfRank = Array(values.indices)
            return
        }
        var titles: [String] = []
        // By bytes: equal texts of Swift may be different values.
        var known: [[UInt8]: Int] = [:]
        labelOfRank = values.map { value in
            let label = pages.label(of: value)
            let bytes = Array(label.utf8)
            if let index = known[bytes] { return index }
            known[bytes] = titles.count
            titles.append(label)
            return titles.count - 1
        }
        self.titles = titles
    }

    /// The label called `title`, by its bytes.
    func index(of title: String) -> Int? {
        titles.firstIndex { $0.utf8.elementsEqual(title.utf8) }
    }
}
