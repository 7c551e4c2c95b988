/// The values that a comparison accepts of a property of numbers, as closed ranges.
package enum NumberRanges {
    /// Of a property of whole numbers.
    package static func of(_ comparison: Comparison, values: [Value]) -> [ClosedRange<Int64>] {
        integers(comparison.operator, values)
    }

    package static func integers(
        _ operator: Comparison.Operator, _ values: [Value]
    ) -> [ClosedRange<Int64>] {
        let exact = values.compactMap(exact).sorted()
        switch `operator` {
        case .equals, .isIn: return exact.map { $0...$0 }
        case .notEquals, .notIn: return complement(exact)
        case .less: return upTo(values[0].isWhole ? below(ceiling(values[0])) : floor(values[0]))
        case .atMost: return upTo(floor(values[0]))
        case .greater: return from(values[0].isWhole ? above(floor(values[0])) : ceiling(values[0]))
        case .atLeast: return from(ceiling(values[0]))
        case .between:
            guard let low = ceiling(values[0]), let high = floor(values[1]), low <= high else {
                return []
            }
            return [low...high]
        case .isSet: return [Int64.min...Int64.max]
        case .isNotSet, .contains, .startsWith, .endsWith, .matches: return []
        }
    }

    /// Of a property of doubles; where `inverted`, values outside the ranges are accepted.
    package static func doubles(
        _ operator: Comparison.Operator, _ values: [Value]
    ) -> (ranges: [ClosedRange<Double>], inverted: Bool) {
        let bounds = values.compactMap(\.asDouble)
        switch `operator` {
        case .equals, .isIn: return (bounds.map { $0...$0 }, false)
        case .notEquals, .notIn: return (bounds.map { $0...$0 }, true)
        case .less: return ([-Double.infinity...bounds[0].nextDown], false)
        case .atMost: return ([-Double.infinity...bounds[0]], false)
        case .greater: return ([bounds[0].nextUp...Double.infinity], false)
        case .atLeast: return ([bounds[0]...Double.infinity], false)
        case .between: return (bounds[0] <= bounds[1] ? [bounds[0]...bounds[1]] : [], false)
        case .isSet: return ([], true)
        case .isNotSet, .contains, .startsWith, .endsWith, .matches: return ([], false)
        }
    }

    private static func complement(_ sorted: [Int64]) -> [ClosedRange<Int64>] {
        var ranges: [ClosedRange<Int64>] = []
        var next: Int64? = Int64.min
        for value in sorted {
            if let low = next, low < value { ranges.append(low...(value - 1)) }
            next = value == Int64.max ? nil : max(next ?? value, value + 1)
        }
        if let low = next { ranges.append(low...Int64.max) }
        return ranges
    }

    private static func upTo(_ high: Int64?) -> [ClosedRange<Int64>] {
        high.map { [Int64.min...$0] } ?? []
    }

    private static func from(_ low: Int64?) -> [ClosedRange<Int64>] {
        low.map { [$0...Int64.max] } ?? []
    }

    private static func below(_ value: Int64?) -> Int64? {
        value.flatMap { $0 == Int64.min ? nil : $0 - 1 }
    }

    private static func above(_ value: Int64?) -> Int64? {
        value.flatMap { $0 == Int64.max ? nil : $0 + 1 }
    }

    private static func exact(_ value: Value) -> Int64? {
        switch value {
        case .integer(let number): number
        case .number(let number): Int64(exactly: number)
        case .text, .boolean: nil
        }
    }

    /// The greatest whole number that is at most the value; nil below the least of all.
    private static func floor(_ value: Value) -> Int64? {
        guard case .number(let number) = value else { return exact(value) }
        if number >= 0x1p63 { return Int64.max }
        return number < -0x1p63 ? nil : Int64(number.rounded(.down))
    }

    private static func ceiling(_ value: Value) -> Int64? {
        guard case .number(let number) = value else { return exact(value) }
        if number < -0x1p63 { return Int64.min }
        return number >= 0x1p63 ? nil : Int64(number.rounded(.up))
    }
}

extension Value {
    fileprivate var isWhole: Bool {
        if case .number(let number) = self { number == number.rounded() } else { true }
    }

    package var asDouble: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .text, .boolean: nil
        }
    }
}
