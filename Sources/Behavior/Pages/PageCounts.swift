import Columns
import Definitions

/// What is counted at one row.
struct PageRowCount: Sendable {
    var views = 0
    var visitors = 0
    var sessions = 0
    var entries = 0
    var entryUsers = 0
    var exits = 0
    var exitUsers = 0
    var bounces = 0
    var bounceUsers = 0
    var clicks = 0
    var clickers = 0
}

/// What one worker has counted, row by row, over the blocks it has gone through, and which rows the
/// users of the block at hand have been seen at.
struct PageCounts: Sendable {
    private(set) var rows: [PageRowCount]
    /// Milliseconds from each view to the next event of its session, by row.
    private(set) var timeOnPage: [DurationList]
    /// Users of a group at any row.
    private(set) var allUsers: [PagesElement.Group: Int] = [:]
    private let rowCount: Int
    /// By user and row: the number of the last session with a view; 0 for none.
    private var lastSession: [UInt32] = []
    /// By user and row, and by user: the bits of the groups that hold the user.
    private var groups: [UInt8] = []
    private var groupsOfUser: [UInt8] = []
    private var sessionCount: UInt32 = 0

    init(rows count: Int) {
        rowCount = count
        rows = Array(repeating: PageRowCount(), count: count)
        timeOnPage = Array(repeating: Durations.none, count: count)
    }

    /// What the rows and the durations take, and what is kept of a block's users.
    var byteCount: Int {
        let kept = 4 * lastSession.count + groups.count
        return timeOnPage.reduce(MemoryLayout<PageRowCount>.stride * rowCount + kept) {
            $0 + $1.byteCount
        }
    }

    /// Forgets the users of the block before.
    mutating func begin(users count: Int) {
        lastSession.removeAll(keepingCapacity: true)
        lastSession.append(contentsOf: repeatElement(0, count: count * rowCount))
        groups.removeAll(keepingCapacity: true)
        groups.append(contentsOf: repeatElement(0, count: count * rowCount))
        groupsOfUser.removeAll(keepingCapacity: true)
        groupsOfUser.append(contentsOf: repeatElement(0, count: count))
        sessionCount = 0
    }

    mutating func finish() {
        for group in PagesElement.Group.allCases {
            let bit = group.bit
            var count = 0
            for bits in groupsOfUser where bits & bit != 0 { count += 1 }
            allUsers[group, default: 0] += count
        }
    }

    /// The number of a session that begins.
    mutating func newSession() -> UInt32 {
        sessionCount += 1
        return sessionCount
    }

    mutating func view(_ row: Int, of slot: Int, in session: UInt32) {
        rows[row].views += 1
        let cell = slot * rowCount + row
        let last = lastSession[cell]
        guard last != session else { return }
        lastSession[cell] = session
        rows[row].sessions += 1
        if last == 0 {
            rows[row].visitors += 1
            groupsOfUser[slot] |= PagesElement.Group.visitors.bit
        }
    }

    mutating func click(_ row: Int, of slot: Int) {
        rows[row].clicks += 1
        if isNew(.clickers, row, slot) { rows[row].clickers += 1 }
    }

    mutating func stay(_ duration: Int64, at row: Int) {
        timeOnPage[row].append(duration)
    }

    /// A session with `views` views has ended.
    mutating func session(from first: Int, to last: Int, views: Int, of slot: Int) {
        rows[first].entries += 1
        if isNew(.entered, first, slot) { rows[first].entryUsers += 1 }
        rows[last].exits += 1
        if isNew(.exited, last, slot) { rows[last].exitUsers += 1 }
        guard views == 1 else { return }
        rows[first].bounces += 1
        if isNew(.bounced, first, slot) { rows[first].bounceUsers += 1 }
    }

    private mutating func isNew(_ group: PagesElement.Group, _ row: Int, _ slot: Int) -> Bool {
        let cell = slot * rowCount + row
        let before = groups[cell]
        guard before & group.bit == 0 else { return false }
        groups[cell] = before | group.bit
        groupsOfUser[slot] |= group.bit
        return true
    }

    /// Whether a user of the block is in a group of a row; of any row where it is nil.
    func contains(_ slot: Int, in group: PagesElement.Group, at row: Int?) -> Bool {
        guard let row else { return groupsOfUser[slot] & group.bit != 0 }
        let cell = slot * rowCount + row
        return group == .visitors ? lastSession[cell] != 0 : groups[cell] & group.bit != 0
    }
}

extension PagesElement.Group {
    fileprivate var bit: UInt8 {
        switch self {
        case .visitors: 1
        case .entered: 2
        case .exited: 4
        case .bounced: 8
        case .clickers: 16
        }
    }
}
