import Columns
import Definitions
import EventStore

/// Reads the events that count for a page table: which are views, which are clicks, the rank of each
/// event's value, and where sessions start. Its memory is reused from block to block.
struct PageEvents: Sendable {
    private var kept = KeptEvents()
    private var starts: [UInt64] = []
    private(set) var block = PageBlock()
    /// Of each event of the block: the ranks of other properties, in the order of `read`.
    private(set) var others: [[UInt32]] = []

    /// Reads a block's events from all partitions. The row of a value of rank r is `rows[r]`.
    mutating func read(
        _ scan: PagesScan, users: Range<Int>, rows: [UInt32], others properties: [BreakdownRanks]
    ) {
        block.begin(slots: users.count)
        others = properties.map { _ in [] }
        if scan.leavesOut(users) { return }
        for partition in scan.partitions {
            guard let stretch = Stretch(partition, users: users) else { continue }
            read(scan, partition, stretch, onlyPages: false)
            kept.orderPages(
                times: partition.time, sameMoment: partition.sameMoment, events: partition.event,
                ranks: scan.plan.eventRanks, from: stretch.first, count: stretch.count,
                offsets: partition.offsets, users: stretch.users)
            block.append(
                &kept,
                PageBlock.Part(
                    userNumbers: partition.users, offsets: partition.offsets,
                    times: partition.time, users: stretch.users, firstEvent: stretch.first,
                    firstUser: users.lowerBound, start: partition.start,
                    sessionGap: scan.dataset.manifest.sessionGapMilliseconds, starts: starts),
                rows: rows)
            for (index, property) in properties.enumerated() {
                property.gather(partition, from: stretch.first, into: &kept)
                others[index].append(contentsOf: kept.values[..<kept.count])
            }
        }
    }

    /// Adds a block's views and clicks to `counts[2 * code]` and the place after it; for numbers, which
    /// have no codes, by rank.
    mutating func countLabels(_ scan: PagesScan, users: Range<Int>, into counts: inout [UInt64]) {
        if scan.leavesOut(users) { return }
        let values = scan.plan.values
        for partition in scan.partitions {
            guard let stretch = Stretch(partition, users: users),
                let column = partition.properties[values.property]
            else { continue }
            if values.codeCount == 0 {
                read(scan, partition, stretch, onlyPages: true)
                kept.countLabels(into: &counts)
            } else {
                var (views, clicks) = Self.pages(scan, partition, stretch)
                let wanted = scan.mask(partition, stretch)
                for index in wanted.indices {
                    views[index] &= wanted[index]
                    clicks[index] &= wanted[index]
                }
                column.values.countPages(
                    from: stretch.first, count: stretch.count, views: views, clicks: clicks,
                    into: &counts)
            }
        }
    }

    /// Which events pass as views, and as clicks.
    private static func pages(
        _ scan: PagesScan, _ partition: EventPartition, _ stretch: Stretch
    ) -> (views: [UInt64], clicks: [UInt64]) {
        let passing = scan.plan.filters.mask(partition, stretch)
        let views = scan.plan.view.mask(partition, stretch, passing)
        return (
            views,
            scan.plan.click?.mask(partition, stretch, passing) ?? views.map { _ in 0 }
        )
    }

    /// With `onlyPages`, events that are neither view nor click are left out, and sessions not known.
    private mutating func read(
        _ scan: PagesScan, _ partition: EventPartition, _ stretch: Stretch, onlyPages: Bool
    ) {
        let plan = scan.plan
        let passing = plan.filters.mask(partition, stretch)
        let views = plan.view.mask(partition, stretch, passing)
        let none = Array(repeating: UInt64(0), count: views.count)
        let clicks = plan.click?.mask(partition, stretch, passing) ?? none
        kept.reserve(stretch.count)
        let wanted = scan.mask(partition, stretch)
        for index in wanted.indices {
            let counts = onlyPages ? views[index] | clicks[index] : passing?[index] ?? ~0
            kept.mask[index] = wanted[index] & counts
        }
        starts = none
        if !onlyPages {
            partition.sessionStart.copyBits(
                from: stretch.first, count: stretch.count, into: &starts)
        }
        kept.classifyPages(views: views, clicks: clicks, starts: starts, count: stretch.count)
        kept.compact(
            times: partition.time, from: stretch.first, count: stretch.count, withPositions: true)
        plan.values.gather(partition, from: stretch.first, into: &kept)
    }
}

extension PagesScan {
    /// Whether no user of a block counts.
    func leavesOut(_ users: Range<Int>) -> Bool {
        members.map { $0.slice(users).allSatisfy { $0 == 0 } } ?? false
    }

    /// One bit an event of the stretch, set in the range and for users who count.
    fileprivate func mask(_ partition: EventPartition, _ stretch: Stretch) -> [UInt64] {
        let isInside = partition.firstTime >= plan.range.from && partition.lastTime < plan.range.to
        var mask =
            isInside
            ? Array(repeating: ~0, count: (stretch.count + 63) / 64)
            : partition.timeMask(stretch, from: plan.range.from, to: plan.range.to)
        if stretch.count % 64 != 0 {
            mask[mask.count - 1] &= (1 << UInt64(stretch.count % 64)) - 1
        }
        partition.offsets.withCodes(as: UInt32.self) { offsets in
            // The stretch starts at a whole word, the first user inside it.
            mask.clear(0..<Int(offsets[stretch.users.lowerBound]) - stretch.first)
            guard let members else { return }
            for index in stretch.users
            where !members.contains(Int(partition.users.code(at: index))) {
                mask.clear(
                    Int(offsets[index]) - stretch.first..<Int(offsets[index + 1]) - stretch.first)
            }
        }
        return mask
    }
}

extension [UInt64] {
    /// Clears the bits of a range.
    fileprivate mutating func clear(_ bits: Range<Int>) {
        var bit = bits.lowerBound
        while bit < bits.upperBound {
            let most = Swift.min(64 - bit % 64, bits.upperBound - bit)
            let ones = most == 64 ? ~0 : (UInt64(1) << UInt64(most)) - 1
            self[bit / 64] &= ~(ones << UInt64(bit % 64))
            bit += most
        }
    }
}
