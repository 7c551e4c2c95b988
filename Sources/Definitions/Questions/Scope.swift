/// What every question says alike: the dataset, which of its events count, and whom the series are
/// about.
///
///     "dataset": "app", "range": {"last": 30, "unit": "day"},
///     "where": [{"property": "os", "operator": "equals", "value": "ios"}], "segments": ["all"]
package struct Scope: Hashable, Sendable {
    package var dataset: String
    package var range: TimeRange?
    /// Which events count: all must hold.
    package var filters: [Filter]
    /// Which users count, in every series: all must hold. Their properties are attributes of users.
    package var userFilters: [Filter]
    /// Where the user filters stand in `where`; those that have no place come last.
    private var userFilterPlaces: [Int] = []
    /// One series each.
    package var segments: [SegmentChoice]
    /// The name of a time zone; nil means the project's.
    package var timezone: String?
    /// Rules that give every user a value; usable by their names like stored attributes.
    package var estimates: [Estimate]

    package init(
        dataset: String, range: TimeRange? = nil, filters: [Filter] = [],
        userFilters: [Filter] = [], segments: [SegmentChoice] = [.all], timezone: String? = nil,
        estimates: [Estimate] = []
    ) {
        self.dataset = dataset
        self.range = range
        self.filters = filters
        self.userFilters = userFilters
        self.segments = segments
        self.timezone = timezone
        self.estimates = estimates
    }
}

extension Scope {
    static let fieldNames = [
        "kind", "dataset", "range", "where", "segments", "timezone", "estimates",
    ]

    init(_ reader: JSONReader) throws(DefinitionError) {
        let range = try reader.optional("range")
        self.init(
            dataset: try reader.member("dataset").string(),
            range: try range.map { (range) throws(DefinitionError) in try TimeRange(range) },
            segments: try SegmentChoice.list(reader.optional("segments")),
            timezone: try reader.optional("timezone")?.string(),
            estimates: try Estimate.list(reader.optional("estimates")))
        for (place, element) in (try reader.optional("where")?.array() ?? []).enumerated() {
            let subject = FilterSubject.of(element.value)
            let filter = try Filter(element, subject: subject)
            switch subject {
            case .property, .field: filters.append(filter)
            case .attribute:
                userFilters.append(filter)
                userFilterPlaces.append(place)
            }
        }
        if userFilterPlaces.first == filters.count { userFilterPlaces = [] }
    }

    /// All filters as `where` lists them.
    private var whereList: [(subject: FilterSubject, filter: Filter)] {
        var list = filters.map { (subject: FilterSubject.property, filter: $0) }
        for (index, filter) in userFilters.enumerated() {
            let place = index < userFilterPlaces.count ? userFilterPlaces[index] : list.count
            list.insert((.attribute, filter), at: min(place, list.count))
        }
        return list
    }

    /// The members with which the question's JSON begins.
    func members(kind: String) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("kind", .string(kind)), .init("dataset", .string(dataset)),
        ]
        if let range { members.append(.init("range", range.json)) }
        let list = whereList
        if !list.isEmpty {
            members.append(
                .init("where", .array(list.map { $0.filter.json(about: $0.subject) })))
        }
        if segments != [.all] {
            members.append(.init("segments", .array(segments.map(\.json))))
        }
        if let timezone { members.append(.init("timezone", .string(timezone))) }
        if !estimates.isEmpty {
            members.append(.init("estimates", .array(estimates.map(\.json))))
        }
        return members
    }

    /// Checks the filters' names against what the dataset has.
    func check(against schema: DatasetSchema) throws(DefinitionError) {
        for (index, entry) in whereList.enumerated() {
            try entry.filter.check(
                against: schema, at: "/where/\(index)", subject: entry.subject)
        }
    }
}
