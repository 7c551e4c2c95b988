/// How long something took, over all units: durations in milliseconds.
///
/// `median` and `p90` are the smallest duration that at least half, or nine tenths, of the units do
/// not exceed (nearest rank, as SQL's `quantile_disc`); `mean` is rounded half up. All are nil
/// without units.
package struct TimeStatistics: Hashable, Sendable {
    package let count: Int
    package let median: Int64?
    package let mean: Int64?
    package let p90: Int64?
    /// Units per bucket of `bucketBounds`; the last bucket is open.
    package let histogram: [Int]

    package init(count: Int, median: Int64?, mean: Int64?, p90: Int64?, histogram: [Int]) {
        self.count = count
        self.median = median
        self.mean = mean
        self.p90 = p90
        self.histogram = histogram
    }

    /// Upper bounds of the histogram's buckets, included, in milliseconds: 1 s to 90 days.
    package static let bucketBounds: [Int64] = [
        1000, 5000, 15_000, 30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000, 10_800_000,
        21_600_000, 43_200_000, 86_400_000, 172_800_000, 259_200_000, 604_800_000,
        1_209_600_000, 2_592_000_000, 7_776_000_000,
    ]

    package static let empty = TimeStatistics(
        count: 0, median: nil, mean: nil, p90: nil,
        histogram: Array(repeating: 0, count: bucketBounds.count + 1))

    /// The statistics of `count` durations of 0.
    package static func zeros(_ count: Int) -> TimeStatistics {
        var histogram = empty.histogram
        histogram[0] = count
        let zero: Int64? = count == 0 ? nil : 0
        return TimeStatistics(
            count: count, median: zero, mean: zero, p90: zero, histogram: histogram)
    }

    /// The statistics of `durations`, in any order, none negative. Cost: a sort.
    package init(durations: [Int64]) {
        let sorted = durations.sorted()
        guard !sorted.isEmpty else {
            self = .empty
            return
        }
        var histogram = Array(repeating: 0, count: Self.bucketBounds.count + 1)
        var bucket = 0
        for duration in sorted {
            while bucket < Self.bucketBounds.count, duration > Self.bucketBounds[bucket] {
                bucket += 1
            }
            histogram[bucket] += 1
        }
        self.init(
            count: sorted.count,
            median: sorted[Self.rank(of: 50, among: sorted.count)],
            mean: Self.roundedMean(sum: sorted.reduce(0, +), count: sorted.count),
            p90: sorted[Self.rank(of: 90, among: sorted.count)],
            histogram: histogram)
    }

    /// The index of the percentile in a sorted list: the ceiling of its share, less one.
    package static func rank(of percent: Int, among count: Int) -> Int {
        max(0, (count * percent + 99) / 100 - 1)
    }

    /// The mean rounded half up; the sum is not negative.
    package static func roundedMean(sum: Int64, count: Int) -> Int64 {
        let (mean, rest) = sum.quotientAndRemainder(dividingBy: Int64(count))
        return rest >= Int64(count) - rest ? mean + 1 : mean
    }

    package var json: JSONValue {
        func number(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
        return [
            "median": number(median), "mean": number(mean), "p90": number(p90),
            "histogram": .array(histogram.map { .integer(Int64($0)) }),
        ]
    }
}
