/// What every question says alike: the dataset, which of its events count, and whom the series are
/// about.
///
///     "dataset": "app", "range": {"last": 30, "unit": "day"},
///     "where": [{"property": "os", "operator": "equals", "value": "ios"}], "segments": ["all"]
package struct Scope: Hashable, Sendable {
    package var dataset: String
    package var range: TimeRange?
    /// All must hold.
    package var filters: [Filter]
    /// One series each.
    package var segments: [SegmentChoice]
    /// The name of a time zone; nil means the project's.
    package var timezone: String?
    /// Rules that give every user a value; usable by their names like stored attributes.
    package var estimates: [Estimate]

    package init(
        dataset: String, range: TimeRange? = nil, filters: [Filter] = [],
        segments: [SegmentChoice] = [.all], timezone: String? = nil, estimates: [Estimate] = []
    ) {
        self.dataset = dataset
        self.range = range
        self.filters = filters
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
            filters: try Filter.list(reader.optional("where")),
            segments: try SegmentChoice.list(reader.optional("segments")),
            timezone: try reader.optional("timezone")?.string(),
            estimates: try Estimate.list(reader.optional("estimates")))
    }

    /// The members with which the question's JSON begins.
    func members(kind: String) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("kind", .string(kind)), .init("dataset", .string(dataset)),
        ]
        if let range { members.append(.init("range", range.json)) }
        if !filters.isEmpty { members.append(.init("where", .array(filters.map(\.json)))) }
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
        for (index, filter) in filters.enumerated() {
            try filter.check(against: schema, at: "/where/\(index)")
        }
    }
}
