import Columns
import Definitions
import EventStore

/// What all blocks of one pass over a dataset share.
struct TrendScan: Sendable {
    let plan: TrendPlan
    let timeline: TrendTimeline
    /// Which events count: the timeline's range, or one of its points.
    let range: ResolvedRange
    /// The partitions that can hold such an event, in time order, with the points of their times.
    let parts: [Part]
    let blocks: UserBlocks
    /// Who counts; nil for everyone.
    let members: UserMask?

    struct Part: Sendable {
        let partition: EventPartition
        let periods: TrendPeriods
    }

    init(
        _ plan: TrendPlan, _ timeline: TrendTimeline, range: ResolvedRange? = nil,
        dataset: EventDataset, blocks: UserBlocks, members: UserMask?
    ) {
        self.plan = plan
        self.timeline = timeline
        let range = range ?? timeline.range
        self.range = range
        self.blocks = blocks
        self.members = members
        parts = dataset.partitions.filter {
            $0.lastTime >= range.from && $0.firstTime < range.to
        }.map { Part(partition: $0, periods: TrendPeriods(timeline, $0)) }
    }

    /// One bit an event of the stretch: passes the analysis' filters and lies in the range; nil where
    /// all do.
    func passing(_ partition: EventPartition, _ stretch: Stretch) -> [UInt64]? {
        let filter = plan.filters.mask(partition, stretch)
        guard partition.firstTime < range.from || partition.lastTime >= range.to else {
            return filter
        }
        var inside = partition.timeMask(stretch, from: range.from, to: range.to)
        if let filter {
            for index in inside.indices { inside[index] &= filter[index] }
        }
        return inside
    }

    /// Keeps the events of the stretch that a series counts, with their breakdown ranks.
    func keep(
        _ line: TrendPlan.Line, _ partition: EventPartition, _ stretch: Stretch,
        passing: [UInt64]?, into kept: inout KeptEvents
    ) {
        kept.reserve(stretch.count)
        var mask = line.matcher.mask(partition, stretch)
        if let passing {
            for index in mask.indices { mask[index] &= passing[index] }
        }
        if let property = line.property {
            Self.restrict(&mask, to: partition.properties[property], stretch)
        }
        for index in mask.indices { kept.mask[index] = mask[index] }
        kept.compact(
            times: partition.time, from: stretch.first, count: stretch.count, withPositions: true)
        plan.ranks?.gather(partition, from: stretch.first, into: &kept)
    }

    /// Leaves only events that have a value.
    private static func restrict(
        _ mask: inout [UInt64], to property: EventPartition.Property?, _ stretch: Stretch
    ) {
        guard let property else {
            for index in mask.indices { mask[index] = 0 }
            return
        }
        guard let presence = property.presence else { return }
        var present = Array(repeating: UInt64(0), count: mask.count)
        presence.copyBits(from: stretch.first, count: stretch.count, into: &present)
        for index in mask.indices { mask[index] &= present[index] }
    }
}
