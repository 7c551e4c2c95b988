import Columns
import Definitions
import EventStore

extension TrendCells {
    /// Adds the kept events of a stretch to the whole and to the row of their breakdown value.
    ///
    /// `seen` is the last point of each user in each row.
    mutating func add(
        _ kept: KeptEvents, _ part: TrendScan.Part, _ stretch: Stretch, rows: TrendRows,
        attribute: UserAttribute?, values: TrendValues, firstUser: Int, members: [UInt64]?,
        seen: inout [Int32]
    ) {
        let (times, positions, ranks) = (kept.keptTimes, kept.positions, kept.values)
        let (points, limits) = (part.periods.points, part.periods.limits)
        var cells = self
        self = TrendCells.empty
        kept.forEachUser(part.partition, stretch, firstUser: firstUser, members: members) {
            slot, events in
            let base = slot * rows.count
            let rank = attribute?.rank(of: firstUser + slot)
            for event in events {
                let time = times[event]
                let place = Int(time >> TrendPeriods.shift)
                let point = points[place] + (time >= limits[place] ? 1 : 0)
                let value = cells.hasValues ? values[positions[event]] : 0
                cells.add(value, row: TrendRows.whole, point, &seen[base])
                guard rows.isSplit else { continue }
                let row = rows.row(of: rank ?? ranks[event])
                cells.add(value, row: row, point, &seen[base + row])
            }
        }
        self = cells
    }

    @inline(__always)
    private mutating func add(_ value: Double, row: Int, _ point: Int32, _ seen: inout Int32) {
        let first = row * width
        let cell = first + Int(point)
        counts[cell] += 1
        if seen != point {
            users[cell] += 1
            if seen < 0 { users[first + pointCount] += 1 }
            seen = point
        }
        if hasValues { add(value, to: cell) }
    }

    /// Holds nothing while a loop works on the real one.
    private static let empty = TrendCells(.count, rowCount: 0, pointCount: 0)
}
