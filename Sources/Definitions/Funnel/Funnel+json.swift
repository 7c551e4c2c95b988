extension Funnel {
    static let fieldNames =
        Scope.fieldNames + [
            "steps", "order", "window", "step_window", "exclude", "hold", "unit", "breakdown",
        ]

    /// Reads and validates a funnel; the first error names its place as a JSON pointer.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.fieldNames)
        let steps = try Self.steps(reader.member("steps"))
        func read<Part>(
            _ name: String, _ part: (JSONReader) throws(DefinitionError) -> Part
        ) throws(DefinitionError) -> Part? {
            guard let reader = try reader.optional(name) else { return nil }
            return try part(reader)
        }
        let scope = try Scope(reader)
        self.init(
            dataset: scope.dataset, steps: steps, range: scope.range, filters: scope.filters,
            segments: scope.segments, timezone: scope.timezone,
            order: try reader.optional("order")?.choice(Order.self) ?? .ordered,
            window: try read("window", TimeSpan.init(_:)),
            stepWindow: try read("step_window", TimeSpan.init(_:)),
            exclusions: try Self.exclusions(reader.optional("exclude"), stepCount: steps.count),
            hold: try Self.hold(reader.optional("hold")),
            unit: try reader.optional("unit")?.choice(Unit.self) ?? .user,
            breakdown: try read("breakdown") { reader throws(DefinitionError) in
                try Breakdown(reader, stepCount: steps.count)
            })
        self.scope = scope
        try refuseContradictions()
    }

    private static func steps(_ reader: JSONReader) throws(DefinitionError) -> [EventMatcher] {
        let elements = try reader.array()
        guard stepCounts.contains(elements.count) else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "A funnel has \(stepCounts.lowerBound) to \(stepCounts.upperBound) steps, not "
                    + "\(elements.count).")
        }
        var steps: [EventMatcher] = []
        for element in elements { steps.append(try EventMatcher(element)) }
        return steps
    }

    private static func hold(_ reader: JSONReader?) throws(DefinitionError) -> [String] {
        guard let reader else { return [] }
        var names: [String] = []
        for element in try reader.array() { names.append(try element.string()) }
        return names
    }

    private static func exclusions(
        _ reader: JSONReader?, stepCount: Int
    ) throws(DefinitionError) -> [Exclusion] {
        guard let reader else { return [] }
        var exclusions: [Exclusion] = []
        for element in try reader.array() {
            exclusions.append(try Exclusion(element, stepCount: stepCount))
        }
        guard exclusions.count <= 32 else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "At most 32 exclusions, not \(exclusions.count); join some with 'any_of'.")
        }
        return exclusions
    }

    package var json: JSONValue {
        var members = scope.members(kind: "funnel")
        func add(_ name: String, _ value: JSONValue?) {
            if let value { members.append(.init(name, value)) }
        }
        add("steps", .array(steps.map(\.json)))
        add("order", order == .ordered ? nil : .string(order.rawValue))
        add("window", window?.json)
        add("step_window", stepWindow?.json)
        add("exclude", exclusions.isEmpty ? nil : .array(exclusions.map(\.json)))
        add("hold", hold.isEmpty ? nil : .array(hold.map { .string($0) }))
        add("unit", unit == .user ? nil : .string(unit.rawValue))
        add("breakdown", breakdown?.json)
        return .object(members)
    }
}

extension Funnel.Exclusion {
    init(_ reader: JSONReader, stepCount: Int) throws(DefinitionError) {
        let matcher = try EventMatcher(reader, extraFields: ["after_step", "before_step"])
        let after = try reader.optional("after_step")?.integer(in: 1...Int64(stepCount - 1)) ?? 1
        let before =
            try reader.optional("before_step")?.integer(in: (after + 1)...Int64(stepCount))
            ?? Int64(stepCount)
        self.init(matcher, afterStep: Int(after), beforeStep: Int(before))
    }

    var json: JSONValue {
        .object(
            matcher.members + [
                .init("after_step", .integer(Int64(afterStep))),
                .init("before_step", .integer(Int64(beforeStep))),
            ])
    }
}

extension Funnel.Breakdown {
    init(_ reader: JSONReader, stepCount: Int) throws(DefinitionError) {
        try reader.allow(["property", "attribute", "at_step", "limit"])
        let limit = try reader.optional("limit")?.integer(in: 1...200) ?? 10
        if let attribute = try reader.optional("attribute") {
            for name in ["property", "at_step"] {
                if let other = try reader.optional(name) {
                    throw DefinitionError(
                        .contradiction, at: other.pointer,
                        "A user's attribute has no '\(name)'; leave one of the two out.")
                }
            }
            self.init(.attribute(try attribute.string()), limit: Int(limit))
        } else {
            let step = try Self.step(reader.optional("at_step"), stepCount: stepCount)
            let property = try reader.member("property").string()
            self.init(.property(property, atStep: step), limit: Int(limit))
        }
    }

    private static func step(_ reader: JSONReader?, stepCount: Int) throws(DefinitionError) -> Int {
        guard let reader else { return 1 }
        switch reader.value {
        case .string("first"): return 1
        case .string("last"): return stepCount
        default: return Int(try reader.integer(in: 1...Int64(stepCount)))
        }
    }

    var json: JSONValue {
        switch subject {
        case .property(let name, let step):
            [
                "property": .string(name), "at_step": .integer(Int64(step)),
                "limit": .integer(Int64(limit)),
            ]
        case .attribute(let name):
            ["attribute": .string(name), "limit": .integer(Int64(limit))]
        }
    }
}
