extension Trend {
    static let fieldNames =
        Scope.fieldNames + ["series", "period", "breakdown", "compare", "formulas"]

    /// Reads and validates a trend; the first error names its place as a JSON pointer.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.fieldNames)
        let series = try Self.series(reader.member("series"))
        var breakdown: Breakdown?
        if let part = try reader.optional("breakdown") { breakdown = try Breakdown(part) }
        self.init(
            scope: try Scope(reader), series: series,
            period: try reader.optional("period")?.choice(Period.self) ?? .day,
            breakdown: breakdown,
            compare: try reader.optional("compare")?.choice(Compare.self),
            formulas: try Self.formulas(reader.optional("formulas"), seriesCount: series.count))
    }

    private static func series(_ reader: JSONReader) throws(DefinitionError) -> [Series] {
        let elements = try reader.array()
        guard seriesCounts.contains(elements.count) else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "A trend has \(seriesCounts.lowerBound) to \(seriesCounts.upperBound) series, not "
                    + "\(elements.count).")
        }
        var series: [Series] = []
        for element in elements { series.append(try Series(element)) }
        return series
    }

    private static func formulas(
        _ reader: JSONReader?, seriesCount: Int
    ) throws(DefinitionError) -> [Formula] {
        guard let reader else { return [] }
        var formulas: [Formula] = []
        for element in try reader.array() {
            formulas.append(try Formula(element, seriesCount: seriesCount))
        }
        guard formulas.count <= 32 else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer, "At most 32 formulas, not \(formulas.count).")
        }
        return formulas
    }

    package var json: JSONValue {
        var members = scope.members(kind: "trend")
        members.append(.init("series", .array(series.map(\.json))))
        members.append(.init("period", .string(period.rawValue)))
        if let breakdown { members.append(.init("breakdown", breakdown.json)) }
        if let compare { members.append(.init("compare", .string(compare.rawValue))) }
        if !formulas.isEmpty { members.append(.init("formulas", .array(formulas.map(\.json)))) }
        return .object(members)
    }
}

extension Trend.Series {
    init(_ reader: JSONReader) throws(DefinitionError) {
        let matcher = try EventMatcher(reader, extraFields: ["measure", "property", "percentile"])
        let name =
            try reader.optional("measure")?.choice(TrendMeasure.Name.self) ?? .count
        let property = try Self.property(reader, name)
        let percent = try Self.percent(reader, name)
        self.init(matcher, TrendMeasure(name, property: property, percent: percent))
    }

    private static func property(
        _ reader: JSONReader, _ name: TrendMeasure.Name
    ) throws(DefinitionError) -> String {
        guard name.needsProperty else {
            guard let other = try reader.optional("property") else { return "" }
            throw DefinitionError(
                .contradiction, at: other.pointer,
                "The measure '\(name.rawValue)' looks at no property; leave 'property' out or use "
                    + "a measure such as 'sum'.")
        }
        return try reader.member("property").string()
    }

    private static func percent(
        _ reader: JSONReader, _ name: TrendMeasure.Name
    ) throws(DefinitionError) -> Int {
        guard name == .percentile else {
            guard let other = try reader.optional("percentile") else { return 0 }
            throw DefinitionError(
                .contradiction, at: other.pointer,
                "'percentile' belongs to the measure 'percentile'; leave one of the two out.")
        }
        return Int(try reader.member("percentile").integer(in: 1...99))
    }

    var json: JSONValue {
        var members = matcher.members
        members.append(.init("measure", .string(measure.name.rawValue)))
        if let property = measure.property { members.append(.init("property", .string(property))) }
        if let percent = measure.percent {
            members.append(.init("percentile", .integer(Int64(percent))))
        }
        return .object(members)
    }
}

extension Trend.Formula {
    init(_ reader: JSONReader, seriesCount: Int) throws(DefinitionError) {
        try reader.allow(["label", "ratio"])
        let ratio = try reader.member("ratio")
        let parts = try ratio.array()
        guard parts.count == 2 else {
            throw DefinitionError(
                .outOfRange, at: ratio.pointer,
                "A ratio takes two numbers of series, the one above and the one below, not "
                    + "\(parts.count).")
        }
        let numbers = 1...Int64(seriesCount)
        self.init(
            label: try reader.optional("label")?.string(),
            numerator: Int(try parts[0].integer(in: numbers)),
            denominator: Int(try parts[1].integer(in: numbers)))
    }

    var json: JSONValue {
        var members: [JSONValue.Member] = []
        if let label { members.append(.init("label", .string(label))) }
        members.append(
            .init("ratio", [.integer(Int64(numerator)), .integer(Int64(denominator))]))
        return .object(members)
    }
}

extension Trend.Breakdown {
    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["property", "attribute", "limit"])
        let limit = try reader.optional("limit")?.integer(in: 1...200) ?? 10
        guard let attribute = try reader.optional("attribute") else {
            self.init(.property(try reader.member("property").string()), limit: Int(limit))
            return
        }
        if let other = try reader.optional("property") {
            throw DefinitionError(
                .contradiction, at: other.pointer,
                "A result is split by a property or by an attribute; leave one of the two out.")
        }
        self.init(.attribute(try attribute.string()), limit: Int(limit))
    }

    var json: JSONValue {
        switch subject {
        case .property(let name): ["property": .string(name), "limit": .integer(Int64(limit))]
        case .attribute(let name): ["attribute": .string(name), "limit": .integer(Int64(limit))]
        }
    }
}
