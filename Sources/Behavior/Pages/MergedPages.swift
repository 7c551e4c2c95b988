import Definitions

/// The workers' counts as the rows of a table.
struct MergedPages {
    let total: PageTally
    /// The tally of each row.
    let tallies: [PageTally]

    init(_ parts: [PageCounts], rows: Int) {
        tallies = (0..<rows).map { Self.tally(parts, $0) }
        var total = PageTally()
        for row in tallies {
            total.views += row.views
            total.entries += row.entries
            total.exits += row.exits
            total.bounces += row.bounces
            total.clicks += row.clicks
        }
        total.sessions = total.entries
        for part in parts {
            total.visitors += part.views.allUsers
            total.entryUsers += part.entries.allUsers
            total.exitUsers += part.exits.allUsers
            total.bounceUsers += part.bounces.allUsers
            total.clickers += part.clicks.allUsers
        }
        total.timeOnPage = Durations.statistics(parts.flatMap(\.timeOnPage))
        self.total = total
    }

    private static func tally(_ parts: [PageCounts], _ row: Int) -> PageTally {
        var tally = PageTally()
        for part in parts {
            tally.views += part.views.times[row]
            tally.visitors += part.views.users[row]
            tally.sessions += part.sessions[row]
            tally.entries += part.entries.times[row]
            tally.entryUsers += part.entries.users[row]
            tally.exits += part.exits.times[row]
            tally.exitUsers += part.exits.users[row]
            tally.bounces += part.bounces.times[row]
            tally.bounceUsers += part.bounces.users[row]
            tally.clicks += part.clicks.times[row]
            tally.clickers += part.clicks.users[row]
        }
        tally.timeOnPage = Durations.statistics(parts.map { $0.timeOnPage[row] })
        return tally
    }
}
