import Columns
import Definitions
import EventStore

/// The events of a stretch that count for a page table: which are views, which are clicks, and the
/// rank of each event's value. Its memory is reused from stretch to stretch.
struct PageEvents: Sendable {
    private(set) var kept = KeptEvents()
    /// One bit an event of the stretch.
    private(set) var views: [UInt64] = []
    private(set) var clicks: [UInt64] = []

    /// With `onlyPages`, events that are neither view nor click are left out.
    mutating func read(
        _ plan: PagesPlan, _ partition: EventPartition, _ stretch: Stretch, onlyPages: Bool
    ) {
        let passing = plan.filters.mask(partition, stretch)
        views = plan.view.mask(partition, stretch, passing)
        clicks =
            plan.click?.mask(partition, stretch, passing)
            ?? Array(repeating: 0, count: views.count)
        let inside = partition.timeMask(stretch, from: plan.range.from, to: plan.range.to)
        kept.reserve(stretch.count)
        for index in inside.indices {
            let wanted = onlyPages ? views[index] | clicks[index] : passing?[index] ?? ~0
            kept.mask[index] = wanted & inside[index]
        }
        kept.compact(
            times: partition.time, from: stretch.first, count: stretch.count, withPositions: true)
        plan.values.gather(partition, from: stretch.first, into: &kept)
    }
}
