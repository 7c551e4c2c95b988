import Columns
import Definitions

/// Statistics of the durations that several workers have gathered.
enum Durations {
    /// Median, mean, p90 and histogram, as `TimeStatistics` defines them.
    ///
    /// Cost: a few passes. A rank is found by counting the leading 11 bits, then again inside the one
    /// bucket that holds it.
    static func statistics(_ parts: [[Int64]]) -> TimeStatistics {
        let count = parts.reduce(0) { $0 + $1.count }
        guard count > 4096 else { return TimeStatistics(durations: parts.flatMap { $0 }) }
        let extents = parts.map { DurationKernels.extent($0) }
        let sum = extents.reduce(0) { $0 + $1.sum }
        let greatest = extents.reduce(0) { max($0, $1.greatest) }
        let top = Counts(parts, in: 0...greatest)
        return TimeStatistics(
            count: count,
            median: select(parts, top, TimeStatistics.rank(of: 50, among: count)),
            mean: TimeStatistics.roundedMean(sum: sum, count: count),
            p90: select(parts, top, TimeStatistics.rank(of: 90, among: count)),
            histogram: histogram(parts, count))
    }

    private static func histogram(_ parts: [[Int64]], _ count: Int) -> [Int] {
        let bounds = TimeStatistics.bucketBounds
        var atMost = Array(repeating: 0, count: bounds.count) + [count]
        for part in parts {
            let counts = DurationKernels.atMost(bounds, part)
            for index in bounds.indices { atMost[index] += Int(counts[index]) }
        }
        return atMost.indices.map { $0 == 0 ? atMost[0] : atMost[$0] - atMost[$0 - 1] }
    }

    /// How many values of a range share their leading bits.
    private struct Counts {
        let range: ClosedRange<Int64>
        let shift: Int
        private(set) var counts = Array(repeating: UInt32(0), count: 2048)

        init(_ parts: [[Int64]], in range: ClosedRange<Int64>) {
            self.range = range
            let width = range.upperBound - range.lowerBound
            shift = max(0, 64 - width.leadingZeroBitCount - 11)
            for part in parts {
                DurationKernels.count(part, in: range, shift: shift, into: &counts)
            }
        }

        /// The values that share the bits of the one with this rank, and its rank among them.
        func bucket(of rank: Int) -> (range: ClosedRange<Int64>, rank: Int) {
            var rank = rank
            var bucket = 0
            while rank >= Int(counts[bucket]) {
                rank -= Int(counts[bucket])
                bucket += 1
            }
            let low = range.lowerBound + Int64(bucket) << Int64(shift)
            return (low...(low + (1 << Int64(shift)) - 1), rank)
        }
    }

    private static func select(_ parts: [[Int64]], _ top: Counts, _ rank: Int) -> Int64 {
        var (range, rank) = top.bucket(of: rank)
        guard range.count > 1 else { return range.lowerBound }
        let near = [parts.flatMap { DurationKernels.values($0, in: range) }]
        while range.count > 1 { (range, rank) = Counts(near, in: range).bucket(of: rank) }
        return range.lowerBound
    }
}
