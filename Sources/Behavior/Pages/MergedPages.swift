import Columns
import Definitions

/// The workers' counts as the rows of a table.
struct MergedPages {
    let total: PageTally
    /// The tally of each row.
    let tallies: [PageTally]

    /// `stays`: of each row, then of all together.
    init(_ parts: [PageRowCounts], rows: Int, stays: [TimeStatistics]) {
        tallies = (0..<rows).map { Self.tally(parts, $0, stays[$0]) }
        var total = PageTally()
        for row in tallies {
            total.views += row.views
            total.entries += row.entries
            total.exits += row.exits
            total.bounces += row.bounces
            total.clicks += row.clicks
        }
        total.sessions = total.entries
        func users(_ group: PagesElement.Group) -> Int {
            parts.reduce(0) { $0 + ($1.users[group.counted] ?? 0) }
        }
        total.visitors = users(.visitors)
        total.entryUsers = users(.entered)
        total.exitUsers = users(.exited)
        total.bounceUsers = users(.bounced)
        total.clickers = users(.clickers)
        total.timeOnPage = stays[rows]
        self.total = total
    }

    private static func tally(
        _ parts: [PageRowCounts], _ row: Int, _ stays: TimeStatistics
    ) -> PageTally {
        var tally = PageTally()
        for part in parts {
            let count = part[row]
            tally.views += count.views
            tally.visitors += count.visitors
            tally.sessions += count.sessions
            tally.entries += count.entries
            tally.entryUsers += count.entryUsers
            tally.exits += count.exits
            tally.exitUsers += count.exitUsers
            tally.bounces += count.bounces
            tally.bounceUsers += count.bounceUsers
            tally.clicks += count.clicks
            tally.clickers += count.clickers
        }
        tally.timeOnPage = stays
        return tally
    }
}
