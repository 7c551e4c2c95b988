import Columns
import Definitions

/// Statistics of the durations that several workers have gathered.
enum Durations {
    /// An empty list for `statistics`.
    static let none = DurationList(bounds: TimeStatistics.bucketBounds)

    /// Median, mean, p90 and histogram, as `TimeStatistics` defines them.
    ///
    /// Cost: what the workers have not tallied yet, and a pass per percentile.
    static func statistics(_ parts: [DurationList]) -> TimeStatistics {
        let count = parts.reduce(0) { $0 + $1.count }
        guard count > 4096 else { return TimeStatistics(durations: parts.flatMap(\.values)) }
        let parts = parts.map { part in
            var part = part
            part.tally()
            return part
        }
        func value(_ percent: Int) -> Int64 {
            DurationList.value(
                ofRank: TimeStatistics.rank(of: percent, among: count), in: parts)
        }
        return TimeStatistics(
            count: count, median: value(50),
            mean: TimeStatistics.roundedMean(
                sum: parts.reduce(0) { $0 + $1.sum }, count: count),
            p90: value(90), histogram: histogram(parts, count))
    }

    private static func histogram(_ parts: [DurationList], _ count: Int) -> [Int] {
        var atMost = Array(repeating: 0, count: TimeStatistics.bucketBounds.count) + [count]
        for part in parts {
            for (index, found) in part.atMost.enumerated() { atMost[index] += found }
        }
        return atMost.indices.map { $0 == 0 ? atMost[0] : atMost[$0] - atMost[$0 - 1] }
    }
}
