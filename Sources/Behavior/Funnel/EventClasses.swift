import Columns
import Definitions
import EventStore

/// Which events a separable funnel looks at: one class an event code, and the filters of some codes.
struct EventClasses: Sendable {
    /// Class by event code: step number, then exclusions; 0 for events that do not matter.
    private let table: [UInt8]
    /// Codes that count only where one of several lists of filters holds.
    private let filtered: [(codes: [UInt8], alternatives: [CompiledFilters])]

    init(_ plan: FunnelPlan) {
        var table = Array(repeating: UInt8(0), count: 65_536)
        var filtered: [(codes: [UInt8], alternatives: [CompiledFilters])] = []
        for (index, matcher) in (plan.steps + plan.exclusions).enumerated() {
            let byEvent = Dictionary(grouping: matcher.conditions) { $0.event ?? -1 }
            for (event, conditions) in byEvent where event >= 0 {
                table[event] = UInt8(index + 1)
                guard conditions.allSatisfy({ !$0.filters.filters.isEmpty }) else { continue }
                var codes = Array(repeating: UInt8(0), count: 65_536)
                codes[event] = 1
                filtered.append((codes, conditions.map(\.filters)))
            }
        }
        self.table = table
        self.filtered = filtered
    }

    /// Finds the classes of a stretch's events, and keeps those that matter.
    func mark(_ partition: EventPartition, _ stretch: Stretch, _ kept: inout KeptEvents) {
        kept.reserve(stretch.count)
        partition.event.classify(
            from: stretch.first, count: stretch.count, table: table, classes: &kept.classes,
            mask: &kept.mask)
        for (codes, alternatives) in filtered {
            var events = Array(repeating: UInt64(0), count: (stretch.count + 63) / 64)
            partition.event.mask(
                from: stretch.first, count: stretch.count, table: codes, into: &events)
            var passing = Array(repeating: UInt64(0), count: events.count)
            for alternative in alternatives {
                guard let part = alternative.mask(partition, stretch) else { continue }
                for index in part.indices { passing[index] |= part[index] }
            }
            for index in events.indices { kept.mask[index] &= ~(events[index] & ~passing[index]) }
        }
    }
}

extension KeptEvents {
    /// Drops what lies outside the funnel's time: everything before the range and after its last
    /// possible step, and first steps (class 1) after the range.
    mutating func trim(_ partition: EventPartition, _ stretch: Stretch, _ plan: FunnelPlan) {
        let range = plan.range
        if partition.firstTime < range.from || partition.lastTime >= plan.end {
            let inside = partition.timeMask(stretch, from: range.from, to: plan.end)
            for index in inside.indices { mask[index] &= inside[index] }
        }
        if partition.lastTime >= range.to {
            let late = partition.timeMask(stretch, from: range.to, to: ResolvedRange.always.to)
            for index in late.indices {
                var bits = mask[index] & late[index]
                while bits != 0 {
                    let bit = bits & (~bits &+ 1)
                    if classes[64 * index + bits.trailingZeroBitCount] == 1 { mask[index] &= ~bit }
                    bits &= bits - 1
                }
            }
        }
    }
}

extension EventPartition {
    /// One bit an event of the stretch, set where `from <= time < to`.
    func timeMask(_ stretch: Stretch, from: Int64, to: Int64) -> [UInt64] {
        var mask = Array(repeating: UInt64(0), count: (stretch.count + 63) / 64)
        let low = max(0, from - start)
        let high = min(Int64(UInt32.max), to - 1 - start)
        guard low <= high else { return mask }
        time.mask(
            from: stretch.first, count: stretch.count, range: UInt64(low)...UInt64(high),
            into: &mask)
        return mask
    }
}
