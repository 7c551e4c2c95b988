import Columns
import Definitions
import EventStore

/// An event that can be a step.
struct FlowEvent: Sendable {
    let label: UInt32
    /// The user's sessions, counted from 0.
    let session: Int32
    /// Whether a path may be pinned here.
    let isInRange: Bool
    let time: Int64
    /// Codes that order events of one time.
    let event: UInt32
    let code: UInt32
}

/// Reads the events of a block's users that can be steps, across partitions.
struct FlowEventReader: Sendable {
    private let plan: FlowPlan
    /// By slot: the user's number less the block's first.
    private(set) var events: [[FlowEvent]] = []
    private var firstUser = 0
    /// What a partition hands on to the next, by slot.
    private var sessions: [Int] = []
    private var lastTimes: [Int64] = []
    private var codes: [UInt32] = []
    private var names: [UInt32] = []
    private var times: [UInt32] = []

    init(_ plan: FlowPlan) {
        self.plan = plan
    }

    mutating func begin(_ users: Range<Int>) {
        firstUser = users.lowerBound
        events = Array(repeating: [], count: users.count)
        sessions = Array(repeating: -1, count: users.count)
        lastTimes = Array(repeating: Self.never, count: users.count)
    }

    private static let never = Int64.min / 2

    /// What the events of a stretch have beside their codes, by their place in it.
    private struct Masks {
        let passing: [UInt64]?
        let sessionStarts: RankedBits
        /// Nil where events of one time are one moment.
        let sameMoment: [UInt64]?
    }

    mutating func read(_ partition: EventPartition, _ stretch: Stretch, members: UserMask?) {
        if plan.isLate(partition), plan.within == nil, !someGoOn(partition, stretch) { return }
        readColumns(partition, stretch)
        var sessionStarts = RankedBits(count: stretch.count)
        partition.sessionStart.copyBits(
            from: stretch.first, count: stretch.count, into: &sessionStarts.words)
        sessionStarts.rank()
        let masks = Masks(
            passing: plan.filters.mask(partition, stretch), sessionStarts: sessionStarts,
            sameMoment: partition.sameMoment.map { column in
                var bits = Array(repeating: UInt64(0), count: (stretch.count + 63) / 64)
                column.copyBits(from: stretch.first, count: stretch.count, into: &bits)
                return bits
            })
        for index in stretch.users { read(user: index, partition, stretch, masks, members) }
    }

    /// Whether a user's session of before goes on in this stretch.
    private func someGoOn(_ partition: EventPartition, _ stretch: Stretch) -> Bool {
        stretch.users.contains { index in
            let slot = Int(partition.users.code(at: index)) - firstUser
            let first = Int(partition.offsets.code(at: index))
            return partition.time(first) - lastTimes[slot] <= plan.sessionGap
        }
    }

    private mutating func readColumns(_ partition: EventPartition, _ stretch: Stretch) {
        if codes.count < stretch.count {
            codes = Array(repeating: 0, count: stretch.count)
            names = codes
            times = codes
        }
        if let column = plan.column(partition) {
            column.readCodes(from: stretch.first, count: stretch.count, into: &codes)
        } else {
            for index in 0..<stretch.count { codes[index] = 0 }
        }
        partition.event.readCodes(from: stretch.first, count: stretch.count, into: &names)
        partition.time.readCodes(from: stretch.first, count: stretch.count, into: &times)
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
        let goesOn = partition.start + Int64(times[begin]) - lastTimes[slot] <= plan.sessionGap
        if plan.isLate(partition), plan.within == nil, !goesOn {
            lastTimes[slot] = Self.never
            return
        }
        let sessionBase = sessions[slot] + (goesOn ? 0 : 1) - masks.sessionStarts.upTo(begin)
        append(begin..<end, to: slot, partition.start, sessionBase, masks)
        sessions[slot] = sessionBase + masks.sessionStarts.upTo(end - 1)
        lastTimes[slot] = partition.start + Int64(times[end - 1])
    }

    private mutating func append(
        _ places: Range<Int>, to slot: Int, _ start: Int64, _ sessionBase: Int, _ masks: Masks
    ) {
        let (codes, names, times) = (self.codes, self.names, self.times)
        let labels = plan.labels
        var own = events[slot]
        events[slot] = []
        var momentStart = own.count
        for place in places {
            let isSame =
                place > places.lowerBound
                && (masks.sameMoment?.bit(place) ?? (times[place] == times[place - 1]))
            if !isSame { momentStart = own.count }
            let label = labels.byCode[Int(codes[place])]
            guard label != 0, masks.passing?.bit(place) ?? true else { continue }
            let time = start + Int64(times[place])
            own.append(
                FlowEvent(
                    label: label,
                    session: Int32(sessionBase + masks.sessionStarts.upTo(place)),
                    isInRange: plan.range.contains(time), time: time, event: names[place],
                    code: codes[place]))
            if own.count - momentStart > 1 { labels.sink(&own, from: momentStart) }
        }
        events[slot] = own
    }
}

extension FlowLabelNumbers {
    /// Moves the last event of a moment, whose others stand in order, to its place.
    fileprivate func sink(_ events: inout [FlowEvent], from first: Int) {
        var place = events.count - 1
        while place > first {
            let (left, right) = (events[place - 1], events[place])
            guard precedes(event: right.event, code: right.code, left.event, left.code) else {
                return
            }
            events.swapAt(place - 1, place)
            place -= 1
        }
    }
}
