extension MetricDefinition {
    package init(parsing text: String) throws(DefinitionError) {
        try self.init(JSONReader(JSONValue(parsing: text)))
    }

    private static let ownFields = ["unit", "direction"]

    /// Reads a definition; see `MetricDefinition` for its forms.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try self.init(reader, beside: [])
    }

    /// `beside`: members that the object may have too.
    init(_ reader: JSONReader, beside others: [String]) throws(DefinitionError) {
        let ratio = try reader.optional("ratio")
        try reader.allow(
            others + Self.ownFields + (ratio == nil ? MetricPart.members : ["ratio"]))
        let form: Form
        if let ratio {
            try ratio.allow(["numerator", "denominator"])
            form = .ratio(
                numerator: try MetricPart(only: ratio.member("numerator")),
                denominator: try MetricPart(only: ratio.member("denominator")))
        } else {
            form = .measured(try MetricPart(reader))
        }
        self.init(
            form, unit: try Self.unit(reader.optional("unit")),
            direction: try reader.optional("direction")?.choice(Direction.self) ?? .higher)
    }

    private static func unit(_ reader: JSONReader?) throws(DefinitionError) -> String {
        guard let reader else { return "" }
        let unit = try reader.string()
        guard unit.count <= 20 else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer, "A unit has at most 20 characters.")
        }
        return unit
    }

    package var json: JSONValue { .object(members) }

    var members: [JSONValue.Member] {
        var members: [JSONValue.Member]
        switch form {
        case .measured(let part): members = part.members
        case .ratio(let numerator, let denominator):
            members = [
                .init(
                    "ratio",
                    [
                        "numerator": .object(numerator.members),
                        "denominator": .object(denominator.members),
                    ])
            ]
        }
        if !unit.isEmpty { members.append(.init("unit", .string(unit))) }
        members.append(.init("direction", .string(direction.rawValue)))
        return members
    }
}

extension MetricPart {
    static let members = ["measure", "dataset", "field", "percent", "filters", "time"]

    /// Reads a part that is an object by itself.
    fileprivate init(only reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.members)
        try self.init(reader)
    }

    fileprivate init(_ reader: JSONReader) throws(DefinitionError) {
        let measure = try reader.member("measure").choice(Measure.self)
        let filters = try Filter.list(reader.optional("filters"), subject: .field)
        let count = filters.reduce(0) { $0 + $1.properties.count }
        try SegmentLimits.filters.check(count, at: reader.pointer + "/filters")
        self.init(
            measure, over: try reader.member("dataset").string(),
            field: try Self.field(reader, measure), percent: try Self.percent(reader, measure),
            filters: filters, time: try reader.optional("time")?.string())
    }

    private static func field(
        _ reader: JSONReader, _ measure: Measure
    ) throws(DefinitionError) -> String? {
        if measure.fieldUse == .needed { return try reader.member("field").string() }
        guard let field = try reader.optional("field") else { return nil }
        guard measure.fieldUse == .allowed else {
            throw DefinitionError(
                .contradiction, at: field.pointer,
                "'\(measure.rawValue)' counts, whatever the fields hold; leave 'field' out or use a "
                    + "filter.")
        }
        return try field.string()
    }

    private static func percent(
        _ reader: JSONReader, _ measure: Measure
    ) throws(DefinitionError) -> Double? {
        guard measure == .percentile else {
            guard let percent = try reader.optional("percent") else { return nil }
            throw DefinitionError(
                .contradiction, at: percent.pointer,
                "Only a percentile has a 'percent'; leave it out or measure 'percentile'.")
        }
        let percent = try reader.member("percent")
        let number: Double =
            switch percent.value {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: throw .wrongType(percent.value, at: percent.pointer, expected: "a number")
            }
        guard number > 0, number < 100 else {
            throw DefinitionError(
                .outOfRange, at: percent.pointer,
                "A percentile lies between 0 and 100, both left out: 50 for the median.")
        }
        return number
    }

    fileprivate var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("measure", .string(measure.rawValue)), .init("dataset", .string(dataset)),
        ]
        if let field { members.append(.init("field", .string(field))) }
        if let percent {
            let whole = Int64(exactly: percent)
            members.append(.init("percent", whole.map { .integer($0) } ?? .number(percent)))
        }
        if !filters.isEmpty {
            members.append(.init("filters", .array(filters.map { $0.json(about: .field) })))
        }
        if let time { members.append(.init("time", .string(time))) }
        return members
    }
}
