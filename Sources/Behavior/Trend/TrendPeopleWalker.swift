import Columns
import Definitions
import EventStore

/// Finds the users who contributed to one row of one series within the scan's range.
struct TrendPeopleWalker: Sendable {
    private let scan: TrendScan
    private let line: TrendPlan.Line
    private let rows: TrendRows
    private let row: Int
    private(set) var users: [UInt32] = []
    private var kept = KeptEvents()

    init(_ scan: TrendScan, series: Int, rows: TrendRows, row: Int) {
        self.scan = scan
        line = scan.plan.lines[series]
        self.rows = rows
        self.row = row
    }

    mutating func walk(_ numbers: Range<Int>) {
        let members = scan.members?.slice(numbers)
        if let members, members.allSatisfy({ $0 == 0 }) { return }
        var found = Array(repeating: UInt64(0), count: (numbers.count + 63) / 64)
        for part in scan.parts {
            guard let stretch = Stretch(part.partition, users: numbers) else { continue }
            scan.keep(
                line, part.partition, stretch, passing: scan.passing(part.partition, stretch),
                into: &kept)
            find(part, stretch, numbers, members, &found)
        }
        for slot in 0..<numbers.count where found.bit(slot) {
            users.append(UInt32(numbers.lowerBound + slot))
        }
    }

    private func find(
        _ part: TrendScan.Part, _ stretch: Stretch, _ numbers: Range<Int>, _ members: [UInt64]?,
        _ found: inout [UInt64]
    ) {
        let first = numbers.lowerBound
        kept.forEachUser(part.partition, stretch, firstUser: first, members: members) {
            slot, events in
            if contributes(first + slot, events) { found[slot / 64] |= 1 << UInt64(slot % 64) }
        }
    }

    private func contributes(_ user: Int, _ events: Range<Int>) -> Bool {
        if row == TrendRows.whole { return true }
        if let attribute = scan.plan.attribute {
            return rows.row(of: attribute.rank(of: user)) == row
        }
        return events.contains { rows.row(of: kept.values[$0]) == row }
    }
}
