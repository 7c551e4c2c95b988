import Columns
import Definitions
import EventStore

/// Reads the events that matter of a block's users, across partitions.
struct GeneralEventReader: Sendable {
    private let plan: FunnelPlan
    private let sessionGap: Int64
    /// By slot: the user's number less the block's first.
    private(set) var events: [[GeneralEvent]] = []
    private var firstUser = 0
    /// What a partition hands on to the next, by slot.
    private var moments: [Int] = []
    private var sessions: [Int] = []
    private var lastTimes: [Int64] = []
    private var keys: [[[UInt64]: Int]] = []
    private var kept = KeptEvents()

    init(_ plan: FunnelPlan, sessionGap: Int64) {
        self.plan = plan
        self.sessionGap = sessionGap
    }

    mutating func begin(_ users: Range<Int>) {
        firstUser = users.lowerBound
        events = Array(repeating: [], count: users.count)
        moments = Array(repeating: 0, count: users.count)
        sessions = Array(repeating: -1, count: users.count)
        lastTimes = Array(repeating: Int64.min / 2, count: users.count)
        keys = plan.hold.isEmpty ? [] : Array(repeating: [:], count: users.count)
    }

    mutating func read(_ partition: EventPartition, _ stretch: Stretch, members: UserMask?) {
        let passing = plan.filters.mask(partition, stretch)
        let steps = plan.steps.map { $0.mask(partition, stretch, passing) }
        let exclusions = plan.exclusions.map { $0.mask(partition, stretch, passing) }
        keep(partition, stretch, steps + exclusions, passing)
        let late = partition.timeMask(stretch, from: plan.range.from, to: plan.range.to)
        var sessionStarts = RankedBits(count: stretch.count)
        partition.sessionStart.copyBits(
            from: stretch.first, count: stretch.count, into: &sessionStarts.words)
        sessionStarts.rank()
        let masks = Masks(
            steps: steps, exclusions: exclusions, inRange: late, sessionStarts: sessionStarts)
        for index in stretch.users {
            read(user: index, partition, stretch, masks, members)
        }
    }

    private struct Masks {
        let steps: [[UInt64]]
        let exclusions: [[UInt64]]
        let inRange: [UInt64]
        let sessionStarts: RankedBits
    }

    private mutating func keep(
        _ partition: EventPartition, _ stretch: Stretch, _ masks: [[UInt64]], _ passing: [UInt64]?
    ) {
        kept.reserve(stretch.count)
        let inside = partition.timeMask(stretch, from: plan.range.from, to: plan.end)
        for index in inside.indices {
            kept.mask[index] = masks.reduce(0) { $0 | $1[index] } & inside[index]
        }
        kept.compact(
            times: partition.time, from: stretch.first, count: stretch.count, withPositions: true)
        plan.breakdown?.gather(partition, from: stretch.first, into: &kept)
        kept.findMoments(
            times: partition.time, sameMoment: partition.sameMoment, from: stretch.first,
            count: stretch.count, offsets: partition.offsets, users: stretch.users,
            passing: passing)
    }

    private mutating func read(
        user index: Int, _ partition: EventPartition, _ stretch: Stretch, _ masks: Masks,
        _ members: UserMask?
    ) {
        let number = Int(partition.users.code(at: index))
        let slot = number - firstUser
        if let members, !members.contains(number) { return }
        let begin = Int(partition.offsets.code(at: index)) - stretch.first
        let end = Int(partition.offsets.code(at: index + 1)) - stretch.first
        let momentBase = moments[slot] - kept.momentsBefore(begin)
        let goesOn =
            partition.time(stretch.first + begin) - lastTimes[slot] <= sessionGap
        let sessionBase =
            sessions[slot] + (goesOn ? 0 : 1) - masks.sessionStarts.upTo(begin)
        for position in kept.keptBefore(begin)..<kept.keptBefore(end) {
            let event = Int(kept.positions[position])
            events[slot].append(
                GeneralEvent(
                    time: partition.start + Int64(kept.keptTimes[position]),
                    moment: momentBase + kept.moment(of: event),
                    session: sessionBase + masks.sessionStarts.upTo(event),
                    steps: Self.bits(masks.steps, event),
                    exclusions: Self.bits(masks.exclusions, event),
                    isInRange: masks.inRange.bit(event),
                    value: kept.values.isEmpty ? BreakdownRanks.none : kept.values[position],
                    key: key(partition, stretch.first + event, slot)))
        }
        moments[slot] = momentBase + kept.momentsBefore(end)
        sessions[slot] = sessionBase + masks.sessionStarts.upTo(end - 1)
        lastTimes[slot] = partition.time(stretch.first + end - 1)
    }

    private static func bits(_ masks: [[UInt64]], _ event: Int) -> UInt32 {
        var bits: UInt32 = 0
        for index in masks.indices where masks[index].bit(event) { bits |= 1 << UInt32(index) }
        return bits
    }

    /// The number of the event's combination of held values; -1 where one is missing, 0 without.
    private mutating func key(_ partition: EventPartition, _ event: Int, _ slot: Int) -> Int {
        guard !plan.hold.isEmpty else { return 0 }
        var values: [UInt64] = []
        for property in plan.hold {
            guard let value = partition.identity(property, event) else { return -1 }
            values.append(value)
        }
        if let known = keys[slot][values] { return known }
        keys[slot][values] = keys[slot].count
        return keys[slot].count - 1
    }
}
