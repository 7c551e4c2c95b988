import Columns
import Definitions

/// How often something happened at each row, and to how many different users.
struct PageCounter: Sendable {
    private(set) var times: [Int]
    private(set) var users: [Int]
    /// Users of any row.
    private(set) var allUsers = 0
    /// The users of the block at hand.
    private(set) var seen: SeenRows

    init(rows: Int) {
        times = Array(repeating: 0, count: rows)
        users = times
        seen = SeenRows(rows: rows)
    }

    mutating func begin(users count: Int) { seen.begin(users: count) }

    mutating func note(_ row: Int, of slot: Int) {
        times[row] += 1
        if seen.insert(row, of: slot) { users[row] += 1 }
    }

    mutating func finish(users count: Int) {
        for slot in 0..<count where seen.hasAny(slot) { allUsers += 1 }
    }
}

/// What one worker has counted, row by row, over the blocks it has gone through.
struct PageCounts: Sendable {
    var views: PageCounter
    var entries: PageCounter
    var exits: PageCounter
    var bounces: PageCounter
    var clicks: PageCounter
    /// Sessions with a view of the row; `inSession` holds the rows of each user's open session.
    var sessions: [Int]
    var inSession: SeenRows
    /// Milliseconds from each view to the next event of its session.
    var timeOnPage: [DurationList]

    init(rows: Int) {
        views = PageCounter(rows: rows)
        entries = views
        exits = views
        bounces = views
        clicks = views
        sessions = Array(repeating: 0, count: rows)
        inSession = SeenRows(rows: rows)
        timeOnPage = Array(repeating: Durations.none, count: rows)
    }

    mutating func begin(users count: Int) {
        views.begin(users: count)
        entries.begin(users: count)
        exits.begin(users: count)
        bounces.begin(users: count)
        clicks.begin(users: count)
        inSession.begin(users: count)
    }

    mutating func finish(users count: Int) {
        views.finish(users: count)
        entries.finish(users: count)
        exits.finish(users: count)
        bounces.finish(users: count)
        clicks.finish(users: count)
    }

    /// What an element of the result counts.
    func counter(_ group: PagesElement.Group) -> PageCounter {
        switch group {
        case .visitors: views
        case .entered: entries
        case .exited: exits
        case .bounced: bounces
        case .clickers: clicks
        }
    }
}
