extension Retention {
    private static let startFields = [
        "start", "periods", "mode", "brackets", "calendar", "start_kind", "measure", "breakdown",
    ]
    static let fieldNames = Scope.fieldNames + ["view", "return", "period"] + startFields

    /// Reads and validates a question; the first error names its place as a JSON pointer.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.fieldNames)
        let scope = try Scope(reader)
        let view = try reader.optional("view")?.choice(View.self) ?? .retention
        let period = try reader.optional("period")?.choice(Period.self) ?? .day
        guard view == .retention else {
            try Self.refuseStart(in: view, reader)
            let event = try EventMatcher(reader.member("return"))
            self.init(
                scope: scope, view: view, startEvent: event, returnEvent: event, period: period)
            return
        }
        let start = try EventMatcher(reader.member("start"))
        let comeback = try reader.optional("return")
        self.init(
            scope: scope, startEvent: start,
            returnEvent: try comeback.map { (reader) throws(DefinitionError) in
                try EventMatcher(reader)
            } ?? start,
            period: period, columns: try Columns(reader),
            isCalendar: try reader.optional("calendar")?.boolean() ?? true,
            startKind: try reader.optional("start_kind")?.choice(StartKind.self) ?? .first,
            measure: try reader.optional("measure").map { (reader) throws(DefinitionError) in
                try Measure(reader)
            },
            breakdown: try reader.optional("breakdown").map { (reader) throws(DefinitionError) in
                try Breakdown(reader)
            })
        try refuseContradictions()
    }

    /// The other views look at one event only.
    private static func refuseStart(
        in view: View, _ reader: JSONReader
    ) throws(DefinitionError) {
        for name in startFields {
            guard let field = try reader.optional(name) else { continue }
            throw DefinitionError(
                .contradiction, at: field.pointer,
                "The view '\(view.rawValue)' has no '\(name)'; leave one of the two out.")
        }
    }

    private func refuseContradictions() throws(DefinitionError) {
        if !isCalendar, period.rollingMilliseconds == nil {
            throw DefinitionError(
                .contradiction, at: "/period",
                "Rolling periods have a fixed length, and a month has none; use 'day' or 'week', "
                    + "or calendar periods.")
        }
    }

    package var json: JSONValue {
        var members = scope.members(kind: "retention")
        func add(_ name: String, _ value: JSONValue?) {
            if let value { members.append(.init(name, value)) }
        }
        add("view", view == .retention ? nil : .string(view.rawValue))
        if view == .retention { add("start", startEvent.json) }
        add("return", returnEvent.json)
        add("period", .string(period.rawValue))
        guard view == .retention else { return .object(members) }
        members += columns.members
        add("calendar", isCalendar ? nil : .boolean(false))
        add("start_kind", startKind == .first ? nil : .string(startKind.rawValue))
        add("measure", measure?.json)
        add("breakdown", breakdown?.json)
        return .object(members)
    }

    /// Checks every name against what the dataset has; the nearest name is suggested.
    package func check(against schema: DatasetSchema) throws(DefinitionError) {
        try scope.check(against: schema)
        if view == .retention { try startEvent.check(against: schema, at: "/start") }
        try returnEvent.check(against: schema, at: "/return")
        if let measure { try measure.check(against: schema) }
        try breakdown?.check(against: schema)
    }
}

extension Retention.Measure {
    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["kind", "property"])
        self.init(
            try reader.member("kind").choice(Kind.self),
            of: try reader.member("property").string())
    }

    var json: JSONValue {
        ["kind": .string(kind.rawValue), "property": .string(property)]
    }

    fileprivate func check(against schema: DatasetSchema) throws(DefinitionError) {
        let pointer = "/measure/property"
        let type = try schema.property(property, at: pointer).type
        guard type == .integer || type == .number else {
            throw DefinitionError(
                .wrongType, at: pointer,
                "'\(property)' is \(type.rawValue), and only numbers have a \(kind.rawValue); choose "
                    + "a property of type integer or number.")
        }
    }
}

extension Retention.Columns {
    private enum Mode: String, CaseIterable {
        case on
        case onOrAfter = "on_or_after"
        case brackets
    }

    /// Reads `mode`, `periods` and `brackets`.
    init(_ reader: JSONReader) throws(DefinitionError) {
        let brackets = try reader.optional("brackets")
        let periods = try reader.optional("periods")
        let mode =
            try reader.optional("mode")?.choice(Mode.self) ?? (brackets == nil ? .on : .brackets)
        if mode == .brackets {
            if let periods {
                throw DefinitionError(
                    .contradiction, at: periods.pointer,
                    "Brackets say themselves which periods count; leave 'periods' or 'brackets' "
                        + "out.")
            }
            guard let brackets else { throw .missingField("brackets", at: reader.pointer) }
            self = .brackets(try Self.brackets(brackets))
            return
        }
        if let brackets {
            throw DefinitionError(
                .contradiction, at: brackets.pointer,
                "Brackets belong to the mode 'brackets', not to '\(mode.rawValue)'; leave one of "
                    + "the two out.")
        }
        let count =
            try periods?.integer(in: Retention.periodCounts)
            ?? Int64(Retention.defaultPeriodCount)
        self = mode == .on ? .on(Int(count)) : .onOrAfter(Int(count))
    }

    private static func brackets(_ reader: JSONReader) throws(DefinitionError) -> [ClosedRange<Int>]
    {
        let elements = try reader.array()
        guard Retention.bracketCounts.contains(elements.count) else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "There can be 1 to \(Retention.bracketCounts.upperBound) brackets, not "
                    + "\(elements.count).")
        }
        var brackets: [ClosedRange<Int>] = []
        for element in elements {
            brackets.append(try bracket(element, after: brackets.last?.upperBound ?? -1))
        }
        return brackets
    }

    private static func bracket(
        _ reader: JSONReader, after previous: Int
    ) throws(DefinitionError) -> ClosedRange<Int> {
        let bounds = try reader.array()
        guard bounds.count == 2 else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "A bracket is its first and its last period, like [1, 3].")
        }
        let last = Retention.periodCounts.upperBound - 1
        let lower = try bounds[0].integer(in: 0...last)
        let upper = try bounds[1].integer(in: 0...last)
        guard lower > previous, lower <= upper else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "Brackets ascend and do not overlap; \(lower) to \(upper) cannot stand here.")
        }
        return Int(lower)...Int(upper)
    }

    fileprivate var members: [JSONValue.Member] {
        switch self {
        case .on(let count): [.init("periods", .integer(Int64(count)))]
        case .onOrAfter(let count):
            [.init("mode", "on_or_after"), .init("periods", .integer(Int64(count)))]
        case .brackets(let brackets):
            [
                .init("mode", "brackets"),
                .init(
                    "brackets",
                    .array(
                        brackets.map {
                            [.integer(Int64($0.lowerBound)), .integer(Int64($0.upperBound))]
                        })),
            ]
        }
    }
}
