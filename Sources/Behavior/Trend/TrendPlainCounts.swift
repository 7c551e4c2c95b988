import Columns
import EventStore

/// Events and users by class and point, for series that need nothing else.
struct TrendPlainCounts: Sendable {
    let classCount: Int
    let pointCount: Int
    private var counts: [Int]
    private var users: [Int]

    private var width: Int { pointCount + 1 }

    init(classCount: Int, pointCount: Int) {
        self.classCount = classCount
        self.pointCount = pointCount
        counts = Array(repeating: 0, count: classCount * (pointCount + 1))
        users = counts
    }

    /// Adds the kept events of a stretch; `seen` is the last point of each user in each class.
    mutating func add(
        _ kept: KeptEvents, _ part: TrendScan.Part, _ stretch: Stretch, firstUser: Int,
        members: [UInt64]?, seen: inout [Int32]
    ) {
        // As locals: what a loop reaches through `self` is checked anew for every event.
        let (classes, times) = (kept.keptClasses, kept.keptTimes)
        let (points, limits) = (part.periods.points, part.periods.limits)
        let (classCount, width, last) = (classCount, width, pointCount)
        var (counts, users) = (counts, users)
        (self.counts, self.users) = ([], [])
        part.forEachUser(stretch, kept, firstUser: firstUser, members: members) { slot, events in
            let base = slot * classCount
            for event in events {
                let number = Int(classes[event]) - 1
                let time = times[event]
                let place = Int(time >> TrendPeriods.shift)
                let point = points[place] + (time >= limits[place] ? 1 : 0)
                let cell = number * width + Int(point)
                counts[cell] += 1
                let before = seen[base + number]
                guard before != point else { continue }
                users[cell] += 1
                if before < 0 { users[number * width + last] += 1 }
                seen[base + number] = point
            }
        }
        (self.counts, self.users) = (counts, users)
    }

    func copy(_ number: Int, to cells: inout TrendCells) {
        let first = number * width
        cells.counts = Array(counts[first..<first + width])
        cells.users = Array(users[first..<first + width])
    }
}
