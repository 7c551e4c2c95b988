import Columns
import Definitions
import EventStore

/// Finds the point of an event of one partition by a look-up and a comparison.
///
/// Times are cut into stretches of 17 minutes; as no period is that short, each holds one boundary at
/// the most.
struct TrendPeriods: Sendable {
    static let shift: UInt32 = 20
    /// The point at the start of each stretch; 4096 of them.
    private(set) var points: [Int32] = []
    /// The offset from the partition's start at which the point after that begins.
    private(set) var limits: [UInt32] = []

    init(_ timeline: TrendTimeline, _ partition: EventPartition) {
        let boundaries = timeline.boundaries
        let last = max(0, timeline.count - 1)
        // Every time that a column can hold.
        let count = 1 << (32 - Self.shift)
        var point = 0
        for stretch in 0..<count {
            let start = partition.start + Int64(stretch) << Int64(Self.shift)
            while point < last, boundaries[point + 1] <= start { point += 1 }
            let next = point < last ? boundaries[point + 1] - partition.start : Int64(UInt32.max)
            points.append(Int32(point))
            limits.append(UInt32(clamping: next))
        }
    }
}
