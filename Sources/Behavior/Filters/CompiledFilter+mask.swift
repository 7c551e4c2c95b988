import Columns
import EventStore

extension CompiledFilter {
    /// One bit an event of the stretch, set where the filter passes.
    func mask(_ partition: EventPartition, _ stretch: Stretch) -> [UInt64] {
        switch self {
        case .anyOf(let filters):
            var result = Self.words(stretch)
            for filter in filters {
                let part = filter.mask(partition, stretch)
                for index in result.indices { result[index] |= part[index] }
            }
            return result
        case .codes(let property, let table):
            guard let column = partition.properties[property]?.values else {
                return Self.all(stretch, table[0] != 0)
            }
            var result = Self.words(stretch)
            column.mask(from: stretch.first, count: stretch.count, table: table, into: &result)
            return result
        case .integers(let property, let ranges, let acceptsNull):
            return numbers(partition.properties[property], stretch, acceptsNull, false) {
                Self.integerMask($0, ranges, stretch)
            }
        case .doubles(let property, let ranges, let inverted, let acceptsNull):
            return numbers(partition.properties[property], stretch, acceptsNull, inverted) {
                Self.doubleMask($0, ranges, stretch)
            }
        }
    }

    /// Ranges, then the inversion, then the rule for events without a value.
    private func numbers(
        _ property: EventPartition.Property?, _ stretch: Stretch, _ acceptsNull: Bool,
        _ inverted: Bool, _ ranges: (Column) -> [UInt64]
    ) -> [UInt64] {
        guard let property else { return Self.all(stretch, acceptsNull) }
        var result = ranges(property.values)
        if inverted { for index in result.indices { result[index] = ~result[index] } }
        guard let presence = property.presence else { return result }
        var present = Self.words(stretch)
        presence.copyBits(from: stretch.first, count: stretch.count, into: &present)
        for index in result.indices {
            result[index] &= present[index]
            if acceptsNull { result[index] |= ~present[index] }
        }
        return result
    }

    private static func integerMask(
        _ column: Column, _ ranges: [ClosedRange<Int64>], _ stretch: Stretch
    ) -> [UInt64] {
        var result = words(stretch)
        var part = result
        let base = column.header.base
        for range in ranges where range.upperBound >= base {
            let low = range.lowerBound <= base ? 0 : UInt64(bitPattern: range.lowerBound &- base)
            let high = UInt64(bitPattern: range.upperBound &- base)
            column.mask(from: stretch.first, count: stretch.count, range: low...high, into: &part)
            for index in result.indices { result[index] |= part[index] }
        }
        return result
    }

    private static func doubleMask(
        _ column: Column, _ ranges: [ClosedRange<Double>], _ stretch: Stretch
    ) -> [UInt64] {
        var result = words(stretch)
        var part = result
        for range in ranges {
            column.mask(from: stretch.first, count: stretch.count, range: range, into: &part)
            for index in result.indices { result[index] |= part[index] }
        }
        return result
    }

    private static func words(_ stretch: Stretch) -> [UInt64] {
        Array(repeating: 0, count: (stretch.count + 63) / 64)
    }

    private static func all(_ stretch: Stretch, _ passes: Bool) -> [UInt64] {
        Array(repeating: passes ? ~0 : 0, count: (stretch.count + 63) / 64)
    }
}

/// Filters that must all hold.
struct CompiledFilters: Sendable {
    var filters: [CompiledFilter]

    /// Nil where there is nothing to filter: every event passes.
    func mask(_ partition: EventPartition, _ stretch: Stretch) -> [UInt64]? {
        var result: [UInt64]?
        for filter in filters {
            let part = filter.mask(partition, stretch)
            if result == nil {
                result = part
            } else {
                for index in part.indices { result?[index] &= part[index] }
            }
        }
        return result
    }
}
