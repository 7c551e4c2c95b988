/// Which stretch of time a question looks at, in calendar units of the project time zone.
///
///     {"from": "2011-09-01", "to": "2012-04-01"}     // `to` is not included
///     {"last": 30, "unit": "day"}                     // thirty days, today the last of them
///     {"this": "month"}   {"previous": "month"}
package enum TimeRange: Hashable, Sendable {
    /// A calendar unit; weeks start on Monday.
    package enum Unit: String, CaseIterable, Sendable {
        case hour, day, week, month, year
    }

    case fixed(from: Moment, to: Moment)
    case last(Int, Unit)
    case this(Unit)
    case previous(Unit)
}

extension TimeRange {
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["from", "to", "last", "unit", "this", "previous"])
        if let unit = try reader.optional("this") {
            try reader.allow(["this"])
            self = .this(try unit.choice(Unit.self))
        } else if let unit = try reader.optional("previous") {
            try reader.allow(["previous"])
            self = .previous(try unit.choice(Unit.self))
        } else if let count = try reader.optional("last") {
            try reader.allow(["last", "unit"])
            let unit = try reader.member("unit").choice(Unit.self)
            self = .last(Int(try count.integer(in: 1...100_000)), unit)
        } else {
            self = try Self.fixed(reader)
        }
    }

    private static func fixed(_ reader: JSONReader) throws(DefinitionError) -> TimeRange {
        try reader.allow(["from", "to"])
        let from = try Moment(reader.member("from"))
        let to = try Moment(reader.member("to"))
        return .fixed(from: from, to: to)
    }

    package var json: JSONValue {
        switch self {
        case .fixed(let from, let to): ["from": .string(from.text), "to": .string(to.text)]
        case .last(let count, let unit):
            ["last": .integer(Int64(count)), "unit": .string(unit.rawValue)]
        case .this(let unit): ["this": .string(unit.rawValue)]
        case .previous(let unit): ["previous": .string(unit.rawValue)]
        }
    }
}
