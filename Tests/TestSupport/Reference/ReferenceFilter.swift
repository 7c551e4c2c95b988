package import Definitions

/// The naive reading of filters: one event, one filter, yes or no.
package struct ReferenceFilter {
    package let types: [String: DatasetSchema.PropertyType]
    package let zone: Zone

    package init(types: [String: DatasetSchema.PropertyType], zone: Zone) {
        self.types = types
        self.zone = zone
    }

    package func matches(_ matcher: EventMatcher, _ event: JourneyEvent) -> Bool {
        matcher.conditions.contains { condition in
            (condition.event == nil || same(condition.event, event.name))
                && passes(condition.filters, event)
        }
    }

    package func passes(_ filters: [Filter], _ event: JourneyEvent) -> Bool {
        filters.allSatisfy { passes($0, event) }
    }

    package func passes(_ filter: Filter, _ event: JourneyEvent) -> Bool {
        switch filter {
        case .anyOf(let filters): filters.contains { passes($0, event) }
        case .comparison(let comparison): passes(comparison, event)
        }
    }

    private func passes(_ comparison: Comparison, _ event: JourneyEvent) -> Bool {
        let value = event.properties[comparison.property]
        switch comparison.operator {
        case .isSet: return value != nil
        case .isNotSet: return value == nil
        default:
            guard let value else { return comparison.orNull }
            let type = types[comparison.property] ?? value.type
            return compare(
                plain(value, as: type), comparison.operator,
                comparison.values.map { plain($0, as: type) })
        }
    }

    private func compare(
        _ value: Plain, _ operation: Comparison.Operator, _ bounds: [Plain]
    ) -> Bool {
        switch operation {
        case .equals, .isIn: bounds.contains(value)
        case .notEquals, .notIn: !bounds.contains(value)
        case .less: value < bounds[0]
        case .atMost: value <= bounds[0]
        case .greater: value > bounds[0]
        case .atLeast: value >= bounds[0]
        case .between: bounds[0] <= value && value <= bounds[1]
        case .contains: holds(value.bytes, bounds[0].bytes)
        case .startsWith: value.bytes.starts(with: bounds[0].bytes)
        case .endsWith: value.bytes.reversed().starts(with: bounds[0].bytes.reversed())
        case .matches: matches(value.bytes, bounds[0].bytes)
        case .isSet, .isNotSet: preconditionFailure("answered above")
        }
    }

    /// Whether `part` stands somewhere in `whole`.
    private func holds(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
        part.isEmpty || whole.indices.contains { whole[$0...].starts(with: part) }
    }

    private func matches(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
        let pattern = try? Pattern(String(decoding: pattern, as: UTF8.self))
        return pattern?.search(String(decoding: text, as: UTF8.self)) ?? false
    }

    private func same(_ left: String?, _ right: String) -> Bool {
        left.map { $0.utf8.elementsEqual(right.utf8) } ?? false
    }

    /// The value in the form in which values of this type compare.
    private func plain(_ value: Value, as type: DatasetSchema.PropertyType) -> Plain {
        switch (type, value) {
        case (.text, _): .bytes(Array(value.words.utf8))
        case (.integer, .integer(let number)), (.number, .integer(let number)): .whole(number)
        case (.integer, .number(let number)), (.number, .number(let number)): .real(number)
        case (.boolean, .boolean(let flag)): .whole(flag ? 1 : 0)
        case (.time, .text(let text)):
            if let moment = Moment(text) { .whole(moment.instant(in: zone)) } else { .nothing }
        default: .nothing
        }
    }
}

/// A value ready to compare; `nothing` neither equals nor precedes anything.
private enum Plain: Comparable {
    case bytes([UInt8])
    case whole(Int64)
    case real(Double)
    case nothing

    var bytes: [UInt8] {
        if case .bytes(let bytes) = self { bytes } else { [] }
    }

    static func == (left: Plain, right: Plain) -> Bool {
        switch (left, right) {
        case (.bytes(let a), .bytes(let b)): a == b
        case (.whole(let a), .whole(let b)): a == b
        case (.real(let a), .real(let b)): a == b
        case (.whole(let a), .real(let b)), (.real(let b), .whole(let a)): Double(a) == b
        default: false
        }
    }

    static func < (left: Plain, right: Plain) -> Bool {
        switch (left, right) {
        case (.bytes(let a), .bytes(let b)): a.lexicographicallyPrecedes(b)
        case (.whole(let a), .whole(let b)): a < b
        case (.real(let a), .real(let b)): a < b
        case (.whole(let a), .real(let b)): Double(a) < b
        case (.real(let a), .whole(let b)): a < Double(b)
        default: false
        }
    }

    // Not the negation of `<`: nothing is neither.
    static func <= (left: Plain, right: Plain) -> Bool { left < right || left == right }
    static func >= (left: Plain, right: Plain) -> Bool { right < left || left == right }
}
