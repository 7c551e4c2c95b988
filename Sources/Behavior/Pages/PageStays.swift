import Columns
import Definitions

/// Statistics of the times on page of each row and of all rows, from counts by bucket: exact, as the
/// search goes on inside the buckets that hold a median or a p90.
struct PageStays: Sendable {
    static let places = StayPlaces(bounds: TimeStatistics.bucketBounds)

    /// Times of one row, or of all.
    private struct Group {
        var counts: [Int]
        var sum: Int64
        var median = 0
        var p90 = 0

        var count: Int { counts.reduce(0, +) }
    }

    var search: StaySearch
    /// One a row, then one for all together.
    private var groups: [Group] = []

    init(_ parts: [PageRowCounts], rows: Int) {
        search = StaySearch(rows: rows)
        var all = Group(counts: Array(repeating: 0, count: Self.places.count), sum: 0)
        for row in 0..<rows {
            var group = Group(counts: Array(repeating: 0, count: Self.places.count), sum: 0)
            for part in parts {
                for place in group.counts.indices {
                    let count = part.stays(at: row, place: place)
                    group.counts[place] += count
                    all.counts[place] += count
                }
                group.sum += part[row].staySum
            }
            all.sum += group.sum
            look(for: &group, in: row..<row + 1)
            groups.append(group)
        }
        look(for: &all, in: 0..<rows)
        groups.append(all)
    }

    private mutating func look(for group: inout Group, in rows: Range<Int>) {
        let count = group.count
        guard count > 0 else { return }
        group.median = find(TimeStatistics.rank(of: 50, among: count), group.counts, rows)
        group.p90 = find(TimeStatistics.rank(of: 90, among: count), group.counts, rows)
    }

    private mutating func find(_ rank: Int, _ counts: [Int], _ rows: Range<Int>) -> Int {
        var rank = rank
        var place = 0
        while rank >= counts[place] {
            rank -= counts[place]
            place += 1
        }
        let lows = Self.places.lows
        return search.find(
            rank, in: rows, low: lows[place], width: lows[place + 1] - lows[place])
    }

    /// Of each row, then of all together. Call it when the search is over.
    var statistics: [TimeStatistics] {
        groups.map { group in
            let count = group.count
            guard count > 0 else { return .empty }
            return TimeStatistics(
                count: count, median: search.value(group.median),
                mean: TimeStatistics.roundedMean(sum: group.sum, count: count),
                p90: search.value(group.p90), histogram: Self.histogram(group.counts))
        }
    }

    private static func histogram(_ counts: [Int]) -> [Int] {
        var histogram: [Int] = []
        var next = 0
        for bound in places.bounds {
            let end = places.place(of: bound) + 1
            histogram.append(counts[next..<end].reduce(0, +))
            next = end
        }
        return histogram + [counts[next...].reduce(0, +)]
    }
}
