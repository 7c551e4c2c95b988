import Columns
import Definitions

/// Follows users' sessions past the row of a detail, and counts what its lists show.
struct PageDetailWalker: Sendable {
    /// What is counted of one list, row by row; a user is new to a row when another was seen last.
    struct Counts: Sendable {
        var counts: [Int]
        var users: [Int]
        var lastUser: [UInt32]

        init(rows: Int) {
            counts = Array(repeating: 0, count: rows)
            users = counts
            lastUser = Array(repeating: 0, count: rows)
        }
    }

    /// What is known of the session at hand.
    private struct Session {
        var firstLabel = -1
        var lastLabel = -1
        var hasTarget = false
    }

    /// The lists of neighbours and of sessions, by their place: names are not compared event by event.
    private struct Places {
        var previous = 0
        var next = 0
        var entriesFrom = 0
        var exitsTo = 0
    }

    private let plan: PageDetailPlan
    private let rows: [[UInt32]]
    private let target: Int
    private var places = Places()
    /// What stands for no view before or after, as for all lists of labels.
    private let edge: Int
    private(set) var lists: [Counts]
    private var session = Session()
    /// The user's number, from 1.
    private var user: UInt32 = 0

    init(_ plan: PageDetailPlan, _ rows: [PageDetailRows]) {
        self.plan = plan
        self.rows = rows.map(\.rowOfItem)
        target = plan.target ?? -2
        lists = rows.map { Counts(rows: $0.values.count) }
        var edge = 0
        for (index, list) in plan.lists.enumerated() {
            switch list.list {
            case .previous: (places.previous, edge) = (index, list.edge)
            case .next: places.next = index
            case .entriesFrom: places.entriesFrom = index
            case .exitsTo: places.exitsTo = index
            case .elements, .trend, .viewed, .clicked: break
            }
        }
        self.edge = edge
    }

    /// Goes through a user of the block. `others` are the ranks of the plan's properties.
    mutating func walk(_ slot: Int, of block: PageBlock, _ others: [[UInt32]], number: Int) {
        user = UInt32(number) + 1
        block.forEachEvent(of: slot) { event in
            if event.startsSession { close() }
            if event.isView { view(event.row) }
            if event.row == target { look(at: event, others) }
        }
        close()
    }

    /// Adds an event of the row to the lists of its values.
    private mutating func look(at event: PageBlock.Event, _ others: [[UInt32]]) {
        for index in plan.lists.indices {
            switch plan.lists[index].list {
            case .elements, .clicked: if event.isClick { add(index, value(index, event, others)) }
            case .viewed: if event.isView { add(index, value(index, event, others)) }
            case .trend: if event.isView { add(index, plan.point(of: event.time)) }
            case .previous, .next, .entriesFrom, .exitsTo: break
            }
        }
    }

    private func value(_ list: Int, _ event: PageBlock.Event, _ others: [[UInt32]]) -> Int {
        let list = plan.lists[list]
        guard let property = list.property else { return list.none }
        return min(Int(others[property][event.index]), list.none)
    }

    private mutating func view(_ row: Int) {
        let before = session.lastLabel
        if before < 0 { session.firstLabel = row }
        session.lastLabel = row
        if row == target {
            session.hasTarget = true
            add(places.previous, before < 0 ? edge : before)
        }
        if before == target { add(places.next, row) }
    }

    /// A session is over.
    private mutating func close() {
        if session.lastLabel == target { add(places.next, edge) }
        if session.hasTarget {
            add(places.entriesFrom, session.firstLabel)
            add(places.exitsTo, session.lastLabel)
        }
        session = Session()
    }

    private mutating func add(_ list: Int, _ item: Int) {
        let row = Int(rows[list][item])
        lists[list].counts[row] += 1
        guard lists[list].lastUser[row] != user else { return }
        lists[list].lastUser[row] = user
        lists[list].users[row] += 1
    }

    /// Whether the user who was followed last is in a row.
    func holdsUser(_ list: Int, _ row: Int) -> Bool { lists[list].lastUser[row] == user }
}
