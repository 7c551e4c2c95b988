import Columns
import Definitions
import EventStore

/// Takes the users of a block through their sessions, across partitions, and counts what they see.
struct PageWalker: Sendable {
    private let plan: PagesPlan
    private let rows: PageRows
    private let sessionGap: Int64
    private var events = PageEvents()
    /// By slot: the user's number less the block's first.
    private var visits: [PageVisit] = []
    private(set) var counts: PageCounts

    init(_ plan: PagesPlan, _ rows: PageRows, sessionGap: Int64) {
        self.plan = plan
        self.rows = rows
        self.sessionGap = sessionGap
        counts = PageCounts(rows: rows.count)
    }

    /// Goes through a block; afterwards the counters know which of its users they have seen.
    mutating func walk(_ scan: PagesScan, users: Range<Int>) {
        visits.removeAll(keepingCapacity: true)
        visits.append(contentsOf: repeatElement(PageVisit(), count: users.count))
        counts.begin(users: users.count)
        if let members = scan.members, members.slice(users).allSatisfy({ $0 == 0 }) { return }
        for partition in scan.partitions {
            guard let stretch = Stretch(partition, users: users) else { continue }
            read(partition, stretch, firstUser: users.lowerBound, members: scan.members)
        }
        for slot in visits.indices { visits[slot].close(of: slot, into: &counts) }
        counts.finish()
    }

    private mutating func read(
        _ partition: EventPartition, _ stretch: Stretch, firstUser: Int, members: UserMask?
    ) {
        events.read(plan, partition, stretch, onlyPages: false)
        let sessions = SessionStarts(partition, stretch)
        for index in stretch.users {
            let user = Int(partition.users.code(at: index))
            if let members, !members.contains(user) { continue }
            let begin = Int(partition.offsets.code(at: index)) - stretch.first
            let end = Int(partition.offsets.code(at: index + 1)) - stretch.first
            walk(begin..<end, of: user - firstUser, partition, stretch, sessions)
        }
    }

    /// Takes a user's events in one partition.
    private mutating func walk(
        _ range: Range<Int>, of slot: Int, _ partition: EventPartition, _ stretch: Stretch,
        _ sessions: SessionStarts
    ) {
        var visit = visits[slot]
        let start = partition.start
        if sessions.time(range.lowerBound) - visit.lastTime > sessionGap {
            visit.close(of: slot, into: &counts)
        }
        var last = range.lowerBound
        let end = events.kept.keptBefore(range.upperBound)
        var next = events.kept.keptBefore(range.lowerBound)
        while next < end {
            let event = Int(events.kept.positions[next])
            if sessions.hasStart(after: last, upTo: event) {
                visit.close(of: slot, into: &counts)
            }
            let after = endOfMoment(next, end, partition, stretch)
            if after == next + 1 {
                take(next, start, slot, &visit)
            } else {
                for index in ordered(next..<after, partition, stretch) {
                    take(index, start, slot, &visit)
                }
            }
            // Inside a moment no session starts.
            last = event
            next = after
        }
        // A session may have begun with events that do not count.
        if sessions.hasStart(after: last, upTo: range.upperBound - 1) {
            visit.close(of: slot, into: &counts)
        }
        visit.lastTime = sessions.time(range.upperBound - 1)
        visits[slot] = visit
    }

    private mutating func take(
        _ index: Int, _ start: Int64, _ slot: Int, _ visit: inout PageVisit
    ) {
        let event = Int(events.kept.positions[index])
        let rank = min(Int(events.kept.values[index]), rows.rowOfRank.count - 1)
        visit.take(
            Int(rows.rowOfRank[rank]), at: start + Int64(events.kept.keptTimes[index]),
            isView: events.views.bit(event), isClick: events.clicks.bit(event), of: slot,
            into: &counts)
    }
}

extension PageWalker {
    /// Where the moment of a kept event ends among the kept ones.
    private func endOfMoment(
        _ index: Int, _ end: Int, _ partition: EventPartition, _ stretch: Stretch
    ) -> Int {
        var after = index + 1
        while after < end, events.kept.keptTimes[after] == events.kept.keptTimes[index] {
            if let same = partition.sameMoment {
                let between =
                    Int(events.kept.positions[after - 1]) + 1...Int(events.kept.positions[after])
                guard between.allSatisfy({ same.bit(at: stretch.first + $0) }) else { break }
            }
            after += 1
        }
        return after
    }

    /// The kept events of a moment by name, then value, views last.
    private func ordered(
        _ moment: Range<Int>, _ partition: EventPartition, _ stretch: Stretch
    ) -> [Int] {
        func key(_ index: Int) -> (Int, UInt32, Int) {
            let event = Int(events.kept.positions[index])
            let code = Int(partition.event.code(at: stretch.first + event))
            return (
                plan.eventRanks[code], events.kept.values[index],
                events.views.bit(event) ? 1 : 0
            )
        }
        return moment.sorted { key($0) < key($1) }
    }
}
