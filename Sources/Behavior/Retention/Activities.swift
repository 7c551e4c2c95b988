import Columns
import Definitions
import EventStore

/// A start, a return or both.
struct Activity: Sendable {
    /// Milliseconds since 1970 UTC.
    var time: Int64
    /// The calendar's index: -1 before the first, and its count after the last.
    var period: Int
    var kind: UInt8
    /// The measured number; nil where there is none.
    var value: Double?
    /// The breakdown rank of a start.
    var rank = BreakdownRanks.none

    var isStart: Bool { kind & ActivityEvents.start != 0 }
    var isReturn: Bool { kind & ActivityEvents.comeback != 0 }
}

/// What the users of a block did, user by user, in time order.
struct Activities: Sendable {
    private let plan: RetentionPlan
    private var events = StretchEvents()
    /// As they are read: partition by partition.
    private var found: [Activity] = []
    private var slots: [UInt32] = []
    /// User by user.
    private var sorted: [Activity] = []
    private var firsts: [Int] = []

    init(_ plan: RetentionPlan) {
        self.plan = plan
    }

    subscript(_ position: Int) -> Activity { sorted[position] }

    func positions(of slot: Int) -> Range<Int> { firsts[slot]..<firsts[slot + 1] }

    /// The first of a user's positions at `time` or later.
    func firstPosition(_ positions: Range<Int>, at time: Int64) -> Int {
        var low = positions.lowerBound
        var high = positions.upperBound
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle].time < time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    mutating func read(_ scan: RetentionScan, users: Range<Int>) {
        found.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
        for part in scan.parts {
            guard let stretch = Stretch(part.partition, users: users) else { continue }
            events.find(plan, part.partition, stretch)
            read(part, firstUser: users.lowerBound, members: scan.members)
        }
        sort(users.count)
    }

    private mutating func read(
        _ part: RetentionScan.Part, firstUser: Int, members: UserMask?
    ) {
        let times = events.times
        let classes = events.classes
        for user in 0..<events.userCount {
            let number = events.number(user)
            guard members?.contains(number) ?? true else { continue }
            var isFirst = true
            for position in events.begin(user)..<events.begin(user + 1) {
                guard var activity = activity(times[position], classes[position], part) else {
                    continue
                }
                if plan.measured != nil { activity.value = events.value(position) }
                if activity.isStart { activity.rank = events.rank(position) }
                add(activity, slot: UInt32(number - firstUser), isFirst: isFirst)
                isFirst = false
            }
        }
    }

    /// The event as the view sees it; nil where it does not count.
    private func activity(
        _ time: UInt32, _ kind: UInt8, _ part: RetentionScan.Part
    ) -> Activity? {
        let isInRange = part.from <= Int64(time) && Int64(time) < part.to
        var kind = kind
        switch plan.retention.view {
        case .retention where plan.retention.startKind == .firstEver: break
        case .retention:
            if Int64(time) < part.from { return nil }
            if !isInRange { kind &= ~ActivityEvents.start }
        case .stickiness: if !isInRange { return nil }
        case .lifecycle: break
        }
        guard kind != 0 else { return nil }
        return Activity(
            time: part.partition.start + Int64(time), period: part.periods.place(time) - 1,
            kind: kind)
    }

    /// Events that say nothing new are not kept, so that a busy user takes little room: a start after
    /// another one of the same period, and of returns in a row of one period all but the last.
    private mutating func add(_ activity: Activity, slot: UInt32, isFirst: Bool) {
        if !isFirst, plan.retention.isCalendar, plan.measured == nil, let last = found.last,
            last.period == activity.period
        {
            let isReturn = activity.kind == ActivityEvents.comeback
            if last.kind == ActivityEvents.comeback, isReturn {
                found[found.count - 1].time = activity.time
                return
            }
            if last.kind & activity.kind == activity.kind, last.isStart {
                if activity.isStart, last.time == activity.time {
                    found[found.count - 1].rank = min(last.rank, activity.rank)
                }
                return
            }
        }
        found.append(activity)
        slots.append(slot)
    }

    /// A stable counting sort by user.
    private mutating func sort(_ userCount: Int) {
        firsts = Array(repeating: 0, count: userCount + 1)
        for slot in slots { firsts[Int(slot) + 1] += 1 }
        for slot in 0..<userCount { firsts[slot + 1] += firsts[slot] }
        var next = firsts
        sorted = Array(repeating: Activity(time: 0, period: 0, kind: 0), count: found.count)
        for (index, slot) in slots.enumerated() {
            sorted[next[Int(slot)]] = found[index]
            next[Int(slot)] += 1
        }
    }
}
