package import Definitions
package import SQL

extension PagesSQL {
    /// The table that a series' rows stand for: part, label, then the numbers of `sums`.
    package func series(
        _ index: Int, from rows: [[SQLValue]]
    ) throws(BehaviorSQLError) -> PageSeries {
        let limit = Int64(pages.limit)
        var total = PageTally()
        var pageCount = 0
        var found: [PageRow] = []
        for values in rows {
            guard values.count > 2, case .integer(let part) = values[0] else {
                throw .unreadableAnswer("a row of the page table does not start with its part")
            }
            let (tally, labels) = try Self.tally(values.dropFirst(2))
            switch part {
            case PartNumber.whole: (total, pageCount) = (tally, labels)
            case PartNumber.other(limit): found.append(PageRow(.other, tally))
            case PartNumber.none(limit): found.append(PageRow(.none, tally))
            default:
                guard case .text(let label) = values[1] else {
                    throw .unreadableAnswer("a shown row has no label")
                }
                found.append(PageRow(.value(label), tally))
            }
        }
        return PageSeries(
            segment: pages.scope.segments[index], total: total, rows: found, pageCount: pageCount)
    }

    static func tally(
        _ values: ArraySlice<SQLValue>
    ) throws(BehaviorSQLError) -> (PageTally, labels: Int) {
        var numbers: [Int64] = []
        for value in values {
            switch value {
            case .integer(let number): numbers.append(number)
            // Only the sum and the percentiles of no times.
            case .null: numbers.append(0)
            default: throw .unreadableAnswer("\(value) stands where a whole number is expected")
            }
        }
        guard numbers.count == 16 + TimeStatistics.bucketBounds.count + 1 else {
            throw .unreadableAnswer("a row of the page table has \(numbers.count) numbers")
        }
        let counts = numbers.prefix(13).map { Int($0) }
        var tally = PageTally()
        (tally.views, tally.visitors, tally.sessions) = (counts[0], counts[1], counts[2])
        (tally.entries, tally.entryUsers) = (counts[3], counts[4])
        (tally.exits, tally.exitUsers) = (counts[5], counts[6])
        (tally.bounces, tally.bounceUsers) = (counts[7], counts[8])
        (tally.clicks, tally.clickers) = (counts[9], counts[10])
        if counts[12] > 0 {
            tally.timeOnPage = TimeStatistics(
                count: counts[12], median: numbers[14],
                mean: TimeStatistics.roundedMean(sum: numbers[13], count: counts[12]),
                p90: numbers[15], histogram: numbers[16...].map { Int($0) })
        }
        return (tally, counts[11])
    }
}
