import Definitions

/// The workers' counts as the rows of a table.
struct MergedPages {
    let total: PageTally
    /// The tally of each row.
    let tallies: [PageTally]

    /// Throws where the task is cancelled.
    init(_ parts: [PageCounts], rows: Int, runner: BlockRunner) throws {
        tallies = try (0..<rows).map { row in
            try runner.look()
            return Self.tally(parts, row)
        }
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
            parts.reduce(0) { $0 + ($1.allUsers[group] ?? 0) }
        }
        total.visitors = users(.visitors)
        total.entryUsers = users(.entered)
        total.exitUsers = users(.exited)
        total.bounceUsers = users(.bounced)
        total.clickers = users(.clickers)
        total.timeOnPage = Durations.statistics(parts.flatMap(\.timeOnPage))
        self.total = total
    }

    private static func tally(_ parts: [PageCounts], _ row: Int) -> PageTally {
        var tally = PageTally()
        for part in parts {
            let count = part.rows[row]
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
        tally.timeOnPage = Durations.statistics(parts.map { $0.timeOnPage[row] })
        return tally
    }
}
