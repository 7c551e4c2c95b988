import Columns
import Definitions
import EventStore

/// Which events a series means, made ready for one dataset.
struct TrendMatcher: Sendable {
    /// Events whose code has a 1 in the table (nil: any) and that pass the filters.
    private struct Condition: Sendable {
        let codes: [UInt8]?
        let filters: CompiledFilters
    }

    private let conditions: [Condition]
    /// The event codes, where nothing else is asked for; else nil.
    let plainCodes: Set<Int>?

    init(_ matcher: EventMatcher, _ compiler: NameCompiler) throws(AnalysisError) {
        let compiled = try compiler.matcher(matcher).conditions
        conditions = compiled.map { condition in
            Condition(codes: condition.event.map(Self.table), filters: condition.filters)
        }
        let isPlain = compiled.allSatisfy { $0.event != nil && $0.filters.filters.isEmpty }
        plainCodes = isPlain ? Set(compiled.compactMap(\.event).filter { $0 >= 0 }) : nil
    }

    /// -1 stands for an event that the dataset does not have.
    private static func table(_ code: Int) -> [UInt8] {
        var table = Array(repeating: UInt8(0), count: 65_536)
        if code >= 0 { table[code] = 1 }
        return table
    }

    /// One bit an event of the stretch, set where the matcher means it; none beyond its end.
    func mask(_ partition: EventPartition, _ stretch: Stretch) -> [UInt64] {
        let words = (stretch.count + 63) / 64
        var result = Array(repeating: UInt64(0), count: words)
        for condition in conditions {
            var part = Array(repeating: ~UInt64(0), count: words)
            if let codes = condition.codes {
                partition.event.mask(
                    from: stretch.first, count: stretch.count, table: codes, into: &part)
            }
            if let filter = condition.filters.mask(partition, stretch) {
                for index in part.indices { part[index] &= filter[index] }
            }
            for index in result.indices { result[index] |= part[index] }
        }
        if stretch.count % 64 != 0 { result[words - 1] &= (1 << UInt64(stretch.count % 64)) - 1 }
        return result
    }
}
