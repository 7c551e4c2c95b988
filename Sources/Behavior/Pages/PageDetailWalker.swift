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

    private let plan: PageDetailPlan
    private let rows: [PageDetailRows]
    private let target: Int
    private(set) var lists: [Counts]
    private var session = Session()
    /// The user's number, from 1.
    private var user: UInt32 = 0

    init(_ plan: PageDetailPlan, _ rows: [PageDetailRows]) {
        self.plan = plan
        self.rows = rows
        target = plan.target ?? -2
        lists = rows.map { Counts(rows: $0.values.count) }
    }

    /// Goes through a user of the block. `others` are the ranks of the plan's properties.
    mutating func walk(_ slot: Int, of block: PageBlock, _ others: [[UInt32]], number: Int) {
        user = UInt32(number) + 1
        block.forEachEvent(of: slot) { event in
            if event.startsSession { close() }
            if event.isView { view(event) }
            guard event.row == target else { return }
            for (index, list) in plan.lists.enumerated() {
                switch list.list {
                case .elements, .clicked:
                    if event.isClick { add(index, value(list, event, others)) }
                case .viewed: if event.isView { add(index, value(list, event, others)) }
                case .trend: if event.isView { add(index, plan.point(of: event.time)) }
                case .previous, .next, .entriesFrom, .exitsTo: break
                }
            }
        }
        close()
    }

    private func value(
        _ list: PageDetailPlan.List, _ event: PageBlock.Event, _ others: [[UInt32]]
    ) -> Int {
        guard let property = list.property else { return list.none }
        return min(Int(others[property][event.index]), list.none)
    }

    private mutating func view(_ event: PageBlock.Event) {
        let before = session.lastLabel
        if before < 0 { session.firstLabel = event.row }
        session.lastLabel = event.row
        if event.row == target {
            session.hasTarget = true
            add(.previous, before)
        }
        if before == target { add(.next, event.row) }
    }

    /// A session is over.
    private mutating func close() {
        if session.lastLabel == target { add(.next, -1) }
        if session.hasTarget {
            add(.entriesFrom, session.firstLabel)
            add(.exitsTo, session.lastLabel)
        }
        session = Session()
    }

    /// Adds a label, or the edge where it is negative.
    private mutating func add(_ list: PageDetail.List, _ label: Int) {
        for index in plan.lists.indices where plan.lists[index].list == list {
            add(index, label < 0 ? plan.lists[index].edge : label)
        }
    }

    private mutating func add(_ list: Int, _ item: Int) {
        let row = Int(rows[list].rowOfItem[item])
        lists[list].counts[row] += 1
        guard lists[list].lastUser[row] != user else { return }
        lists[list].lastUser[row] = user
        lists[list].users[row] += 1
    }

    /// Whether the user who was followed last is in a row.
    func holdsUser(_ list: Int, _ row: Int) -> Bool { lists[list].lastUser[row] == user }
}
