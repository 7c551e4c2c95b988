/// A length of time of fixed size; a day is 24 hours.
///
///     {"value": 30, "unit": "day"}
package struct TimeSpan: Hashable, Sendable {
    package enum Unit: String, CaseIterable, Sendable {
        case millisecond, second, minute, hour, day, week

        package var milliseconds: Int64 {
            switch self {
            case .millisecond: 1
            case .second: 1000
            case .minute: 60_000
            case .hour: 3_600_000
            case .day: 86_400_000
            case .week: 604_800_000
            }
        }
    }

    package let value: Int64
    package let unit: Unit

    package init(_ value: Int64, _ unit: Unit) {
        self.value = value
        self.unit = unit
    }

    package var milliseconds: Int64 { value * unit.milliseconds }

    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["value", "unit"])
        let unit = try reader.member("unit").choice(Unit.self)
        let longest = 36_525 * Unit.day.milliseconds / unit.milliseconds
        self.init(try reader.member("value").integer(in: 1...longest), unit)
    }

    package var json: JSONValue {
        ["value": .integer(value), "unit": .string(unit.rawValue)]
    }
}
