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

    /// The group cut short after each of its conditions: the first filter, the first two, …, with the
    /// range, with everything. What each keeps is the group's waterfall.
    package var steps: [ScanGroup] {
        var steps = filters.indices.map { ScanGroup(filters: Array(filters[...$0])) }
        if range != nil { steps.append(ScanGroup(filters: filters, range: range)) }
        if !having.isEmpty { steps.append(self) }
        return steps.isEmpty ? [self] : steps
    }

    /// Whether a key without any row that passes satisfies the group, where it is in the base
    /// population: "no payment in 90 days".
    package var acceptsNoRows: Bool {
        !having.isEmpty && having.allSatisfy(\.acceptsNoRows)
    }
}

extension AggregateCondition {
    /// Whether a key without rows satisfies it: counts are 0, other measures have no value.
    package var acceptsNoRows: Bool {
        guard measure == .count || measure == .countDistinct else { return false }
        return NumberRanges.integers(`operator`, values).contains { $0.contains(0) }
    }
}
