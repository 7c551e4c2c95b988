extension Flow {
    static let fieldNames =
        Scope.fieldNames + [
            "by", "anchor", "steps", "nodes_per_step", "unit", "collapse_repeats", "hide", "rules",
            "within",
        ]

    /// Reads and validates a flow; the first error names its place as a JSON pointer.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.fieldNames)
        let scope = try Scope(reader)
        let subject = try Subject(reader.member("by"))
        var anchor: Anchor?
        if let member = try reader.optional("anchor") { anchor = try Anchor(member) }
        var within: TimeSpan?
        if let member = try reader.optional("within") { within = try TimeSpan(member) }
        self.init(
            scope: scope, by: subject, anchor: anchor,
            steps: Int(try reader.optional("steps")?.integer(in: Self.stepCounts) ?? 5),
            nodesPerStep: Int(
                try reader.optional("nodes_per_step")?.integer(in: Self.nodeCounts) ?? 10),
            unit: try reader.optional("unit")?.choice(Unit.self) ?? .user,
            collapsesRepeats: try reader.optional("collapse_repeats")?.boolean() ?? true,
            hidden: try Self.hidden(reader.optional("hide")),
            rules: try Self.rules(reader.optional("rules")), within: within)
        try refuseContradictions()
    }

    private static func hidden(_ reader: JSONReader?) throws(DefinitionError) -> [String] {
        guard let reader else { return [] }
        var labels: [String] = []
        for element in try reader.array() { labels.append(try element.string()) }
        return labels
    }

    private static func rules(_ reader: JSONReader?) throws(DefinitionError) -> [Rule] {
        guard let reader else { return [] }
        var rules: [Rule] = []
        for element in try reader.array() { rules.append(try Rule(element)) }
        guard rules.count <= 1000 else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer, "At most 1000 rules, not \(rules.count).")
        }
        return rules
    }

    package var json: JSONValue {
        var members = scope.members(kind: "flow")
        func add(_ name: String, _ value: JSONValue?) {
            if let value { members.append(.init(name, value)) }
        }
        add("by", subject.json)
        add("anchor", anchor?.json)
        add("steps", .integer(Int64(steps)))
        add("nodes_per_step", .integer(Int64(nodesPerStep)))
        add("unit", unit == .user ? nil : .string(unit.rawValue))
        add("collapse_repeats", collapsesRepeats ? nil : .boolean(false))
        add("hide", hidden.isEmpty ? nil : .array(hidden.map { .string($0) }))
        add("rules", rules.isEmpty ? nil : .array(rules.map(\.json)))
        add("within", within?.json)
        return .object(members)
    }
}

extension Flow.Subject {
    private enum Name: String, CaseIterable {
        case event, page
    }

    init(_ reader: JSONReader) throws(DefinitionError) {
        if case .object = reader.value {
            try reader.allow(["property"])
            self = .property(try reader.member("property").string())
        } else {
            self = try reader.choice(Name.self) == .event ? .event : .page
        }
    }

    var json: JSONValue {
        switch self {
        case .event: "event"
        case .page: "page"
        case .property(let name): ["property": .string(name)]
        }
    }
}

extension Flow.Anchor {
    private enum Place: String, CaseIterable {
        case start, end
    }

    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["at", "value"])
        let place = try reader.member("at").choice(Place.self)
        let value = try reader.member("value").string()
        self = place == .start ? .start(value) : .end(value)
    }

    var json: JSONValue {
        switch self {
        case .start(let value): ["at": "start", "value": .string(value)]
        case .end(let value): ["at": "end", "value": .string(value)]
        }
    }
}

extension Flow.Rule {
    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["pattern", "label"])
        let pattern = try reader.member("pattern")
        guard try !pattern.string().isEmpty else {
            throw DefinitionError(
                .outOfRange, at: pattern.pointer, "A pattern has at least one character.")
        }
        self.init(try pattern.string(), label: try reader.member("label").string())
    }

    var json: JSONValue { ["pattern": .string(pattern), "label": .string(label)] }
}
