extension Pages {
    /// One row of the table, looked at closely: what is clicked there, what comes before and after.
    ///
    ///     {"row": "/home", "period": "week", "limit": 10, "by": ["category"]}
    package struct Detail: Hashable, Sendable {
        package enum Period: String, CaseIterable, Sendable {
            case day, week, month
        }

        package static let defaultLimit = 10
        package static let subjectLimit = 5

        /// What the row is called: a value, or the label of a rule.
        package var row: String
        /// Of the trend over time.
        package var period: Period
        /// How many values each list shows; the rest is `(other)`.
        package var limit: Int
        /// The properties whose most frequent values are listed; nil for page and category.
        package var subjects: [Subject]?

        package init(
            row: String, period: Period = .day, limit: Int = Detail.defaultLimit,
            subjects: [Subject]? = nil
        ) {
            self.row = row
            self.period = period
            self.limit = limit
            self.subjects = subjects
        }
    }

    /// The days, weeks or months of the detail's trend; nil without a detail.
    package func timeline(
        range: ResolvedRange?, zone: Zone
    ) throws(DefinitionError) -> TrendTimeline? {
        guard let detail else { return nil }
        let period: Trend.Period =
            switch detail.period {
            case .day: .day
            case .week: .week
            case .month: .month
            }
        do {
            return try TrendTimeline(range, period, in: zone)
        } catch {
            throw DefinitionError(error.code, at: "/detail" + error.pointer, error.detail)
        }
    }

    /// The properties whose most frequent values the detail lists: by default those of the page and
    /// the category role, less the table's own.
    package func detailSubjects(roles: [String: String]) -> [Subject] {
        guard let detail else { return [] }
        return detail.subjects
            ?? [.page, .category].filter {
                $0 != subject && property(of: $0, roles: roles) != nil
            }
    }

    /// The lists of the detail, as the result shows them.
    package func detailLists(roles: [String: String]) -> [PageDetail.List] {
        guard detail != nil else { return [] }
        let subjects = detailSubjects(roles: roles).indices
        return [.elements, .previous, .next, .entriesFrom, .exitsTo, .trend]
            + subjects.flatMap { [PageDetail.List.viewed($0), .clicked($0)] }
    }

    /// The property whose values a list counts; nil for other lists, and where nobody has one.
    package func property(of list: PageDetail.List, roles: [String: String]) -> String? {
        switch list {
        case .elements: roles["element"]
        case .viewed(let index), .clicked(let index):
            property(of: detailSubjects(roles: roles)[index], roles: roles)
        case .previous, .next, .entriesFrom, .exitsTo, .trend: nil
        }
    }
}

extension Pages.Detail {
    static let fieldNames = ["row", "period", "limit", "by"]

    init(_ reader: JSONReader) throws(DefinitionError) {
        guard case .object = reader.value else {
            self.init(row: try reader.string())
            return
        }
        try reader.allow(Self.fieldNames)
        self.init(
            row: try reader.member("row").string(),
            period: try reader.optional("period")?.choice(Period.self) ?? .day,
            limit: try reader.optional("limit").map { (limit) throws(DefinitionError) in
                Int(try limit.integer(in: Pages.limits))
            } ?? Self.defaultLimit,
            subjects: try reader.optional("by").map { (list) throws(DefinitionError) in
                try Self.subjects(list)
            })
    }

    private static func subjects(
        _ reader: JSONReader
    ) throws(DefinitionError) -> [Pages.Subject] {
        var subjects: [Pages.Subject] = []
        for element in try reader.array() { subjects.append(try Pages.Subject(element)) }
        guard subjects.count <= subjectLimit else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "At most \(subjectLimit) properties, not \(subjects.count).")
        }
        return subjects
    }

    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("row", .string(row)), .init("period", .string(period.rawValue)),
            .init("limit", .integer(Int64(limit))),
        ]
        if let subjects { members.append(.init("by", .array(subjects.map(\.json)))) }
        return .object(members)
    }
}
