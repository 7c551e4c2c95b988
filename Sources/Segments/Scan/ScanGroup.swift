package import Definitions

/// A group ready for a scan: its conditions on the rows of one table and one key.
///
///     ScanGroup(group, range: resolved, time: "paid_at")
///
/// Equal values give equal sets on the same data: it is the key of the cache.
package struct ScanGroup: Hashable, Sendable {
    /// All must hold, row by row.
    package var filters: [Filter]
    /// The field over which the range is, and the range in milliseconds since 1970 UTC.
    package var range: Range?
    /// All must hold over a key's rows that pass.
    package var having: [AggregateCondition]
    /// False for the steps of a group in which keys without rows do not count.
    package var usesBase = true

    package struct Range: Hashable, Sendable {
        package var field: String
        package var instants: ResolvedRange

        package init(_ field: String, _ instants: ResolvedRange) {
            self.field = field
            self.instants = instants
        }
    }

    package init(
        filters: [Filter] = [], range: Range? = nil, having: [AggregateCondition] = []
    ) {
        self.filters = filters
        self.range = range
        self.having = having
    }

    /// A validated group of a segment; `range`: what its own means on the data date, over the field
    /// `time`.
    package init(_ group: SegmentGroup, range: ResolvedRange?, time: String?) {
        self.init(filters: group.filters, having: group.having)
        if let range, let time { self.range = Range(time, range) }
    }

    /// Every field that it reads.
    package var fields: [String] {
        filters.flatMap(\.properties) + (range.map { [$0.field] } ?? [])
            + having.compactMap(\.field)
    }

    /// The group cut short, with the range, after each of its filters and then of its conditions; the
    /// first has the range alone, the last is the group. What each keeps is the group's waterfall,
    /// as `GroupSQL.waterfall` counts it.
    package var steps: [ScanGroup] {
        let byFilter = (0...filters.count).map {
            ScanGroup(filters: Array(filters.prefix($0)), range: range)
        }
        let byCondition = having.indices.map { index in
            var step = self
            step.having = Array(having[...index])
            step.usesBase = acceptsNoRows
            return step
        }
        return byFilter + byCondition
    }

    /// Whether a key without any row that passes satisfies the group, where it is in the base
    /// population: "no payment in 90 days".
    package var acceptsNoRows: Bool {
        usesBase && !having.isEmpty && having.allSatisfy(\.acceptsNoRows)
    }
}
