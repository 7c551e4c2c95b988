import Columns
import EventStore

/// Which events are meant, ready for the columns of one dataset.
struct CompiledMatcher: Sendable {
    /// Events of one code (nil: any; -1: one that the dataset does not have) that pass the filters.
    struct Condition: Sendable {
        var event: Int?
        var filters: CompiledFilters
    }

    /// Any of them.
    var conditions: [Condition]
}

extension CompiledMatcher {
    /// One bit an event of the stretch, set where the matcher means it.
    func mask(
        _ partition: EventPartition, _ stretch: Stretch, _ passing: [UInt64]?
    ) -> [UInt64] {
        var result = Array(repeating: UInt64(0), count: (stretch.count + 63) / 64)
        for condition in conditions {
            var part = condition.events(partition, stretch)
            if let filter = condition.filters.mask(partition, stretch) {
                for index in part.indices { part[index] &= filter[index] }
            }
            for index in part.indices { result[index] |= part[index] }
        }
        if let passing { for index in result.indices { result[index] &= passing[index] } }
        return result
    }
}

extension CompiledMatcher.Condition {
    fileprivate func events(_ partition: EventPartition, _ stretch: Stretch) -> [UInt64] {
        var mask = Array(repeating: UInt64(0), count: (stretch.count + 63) / 64)
        guard let event else { return mask.map { ~$0 } }
        guard event >= 0 else { return mask }
        var table = Array(repeating: UInt8(0), count: 65_536)
        table[event] = 1
        partition.event.mask(
            from: stretch.first, count: stretch.count, table: table, into: &mask)
        return mask
    }
}
