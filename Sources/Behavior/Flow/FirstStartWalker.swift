import Columns
import Definitions
import EventStore

/// Follows each user from the first event at the start label, reading only the next few events.
struct FirstStartWalker: FlowBlockWalker {
    private let plan: FlowPlan
    /// 1 for the codes at which paths start.
    private let startCodes: [UInt8]
    private var paths: FirstPaths
    private var codes = Array(repeating: UInt32(0), count: FirstStartWalker.chunk)
    private var times = Array(repeating: UInt32(0), count: FirstStartWalker.chunk)
    private var moment: [MomentEvent] = []

    /// How many events are read at once.
    private static let chunk = 64

    /// An event of the moment at work.
    private struct MomentEvent {
        let place: Int
        let code: UInt32
    }

    init(_ plan: FlowPlan) {
        self.plan = plan
        let codes = plan.labels.byCode.map { $0 == plan.anchor ? UInt8(1) : 0 }
        startCodes = codes + Array(repeating: 0, count: max(0, 65_536 - codes.count))
        paths = FirstPaths(plan)
    }

    mutating func walk(
        _ partitions: [EventPartition], users: Range<Int>, members: UserMask?,
        into collector: inout some FlowCollector
    ) {
        paths.begin(users)
        for partition in partitions {
            guard paths.openCount > 0 || !plan.isLate(partition),
                let stretch = Stretch(partition, users: users)
            else { continue }
            let masks = Masks(partition, stretch, plan, startCodes, openCount: paths.openCount)
            guard let masks else { continue }
            for index in stretch.users { follow(user: index, partition, stretch, masks, members) }
        }
        paths.give(to: &collector)
    }

    /// What the events of a stretch have beside their codes, by their place in it.
    private struct Masks {
        /// Events at which a path may start.
        let starts: [UInt64]
        let passing: [UInt64]?
        let sessionStarts: [UInt64]
        /// Nil where events of one time are one moment.
        let sameMoment: [UInt64]?

        /// Nil where no path starts and none is open.
        init?(
            _ partition: EventPartition, _ stretch: Stretch, _ plan: FlowPlan,
            _ startCodes: [UInt8], openCount: Int
        ) {
            let words = Array(repeating: UInt64(0), count: (stretch.count + 63) / 64)
            var starts = words
            if !plan.isLate(partition), let column = plan.column(partition) {
                column.mask(
                    from: stretch.first, count: stretch.count, table: startCodes, into: &starts)
            }
            if openCount == 0, starts.allSatisfy({ $0 == 0 }) { return nil }
            passing = plan.filters.mask(partition, stretch)
            if let passing { for index in starts.indices { starts[index] &= passing[index] } }
            if partition.firstTime < plan.range.from || partition.lastTime >= plan.range.to {
                let inside = partition.timeMask(stretch, from: plan.range.from, to: plan.range.to)
                for index in starts.indices { starts[index] &= inside[index] }
            }
            self.starts = starts
            var sessionStarts = words
            partition.sessionStart.copyBits(
                from: stretch.first, count: stretch.count, into: &sessionStarts)
            self.sessionStarts = sessionStarts
            sameMoment = partition.sameMoment.map { column in
                var bits = words
                column.copyBits(from: stretch.first, count: stretch.count, into: &bits)
                return bits
            }
        }

        /// The first start among these events.
        func firstStart(in places: Range<Int>) -> Int? {
            var word = places.lowerBound / 64
            var bits = starts[word] & (~0 << UInt64(places.lowerBound % 64))
            while true {
                if bits != 0 {
                    let place = 64 * word + bits.trailingZeroBitCount
                    return place < places.upperBound ? place : nil
                }
                word += 1
                guard 64 * word < places.upperBound else { return nil }
                bits = starts[word]
            }
        }
    }

    private mutating func follow(
        user index: Int, _ partition: EventPartition, _ stretch: Stretch, _ masks: Masks,
        _ members: UserMask?
    ) {
        let number = Int(partition.users.code(at: index))
        let slot = number - paths.firstUser
        let begin = Int(partition.offsets.code(at: index)) - stretch.first
        let end = Int(partition.offsets.code(at: index + 1)) - stretch.first
        switch paths.states[slot] {
        case .waiting:
            guard let start = masks.firstStart(in: begin..<end), members?.contains(number) ?? true
            else { return }
            let first = momentStart(of: start, from: begin, partition, stretch, masks)
            read(first..<end, slot, partition, stretch, masks)
        case .open:
            let time = partition.time(stretch.first + begin)
            guard plan.within != nil || time - paths.lastTimes[slot] <= plan.sessionGap else {
                return paths.end(slot)
            }
            read(begin..<end, slot, partition, stretch, masks)
        case .ended, .goesOn: return
        }
        if paths.states[slot] == .open {
            paths.lastTimes[slot] = partition.time(stretch.first + end - 1)
        }
    }

    /// The first event of the moment of event `place`.
    private func momentStart(
        of place: Int, from begin: Int, _ partition: EventPartition, _ stretch: Stretch,
        _ masks: Masks
    ) -> Int {
        var first = place
        while first > begin {
            let isSame =
                masks.sameMoment?.bit(first)
                ?? (partition.time.code(at: stretch.first + first)
                    == partition.time.code(at: stretch.first + first - 1))
            guard isSame else { break }
            first -= 1
        }
        return first
    }

    /// Takes events moment by moment until the path is over.
    private mutating func read(
        _ places: Range<Int>, _ slot: Int, _ partition: EventPartition, _ stretch: Stretch,
        _ masks: Masks
    ) {
        moment.removeAll(keepingCapacity: true)
        var previous: UInt32 = 0
        var first = places.lowerBound
        while first < places.upperBound {
            let count = min(Self.chunk, places.upperBound - first)
            readChunk(partition, from: stretch.first + first, count: count)
            for offset in 0..<count {
                let (place, time) = (first + offset, times[offset])
                let isFirst = place == places.lowerBound
                if isFirst || !(masks.sameMoment?.bit(place) ?? (time == previous)) {
                    take(slot, partition, at: partition.start + Int64(previous))
                    let begins = !isFirst && masks.sessionStarts.bit(place)
                    let now = partition.start + Int64(time)
                    if paths.isOver(slot, at: now, newSession: begins) { return }
                }
                previous = time
                guard plan.labels.byCode[Int(codes[offset])] != 0,
                    masks.passing?.bit(place) ?? true
                else { continue }
                moment.append(MomentEvent(place: stretch.first + place, code: codes[offset]))
            }
            first += count
        }
        take(slot, partition, at: partition.start + Int64(previous))
    }

    private mutating func readChunk(_ partition: EventPartition, from first: Int, count: Int) {
        if let column = plan.column(partition) {
            column.readCodes(from: first, count: count, into: &codes)
        } else {
            for offset in 0..<count { codes[offset] = 0 }
        }
        partition.time.readCodes(from: first, count: count, into: &times)
    }

    /// Gives the events of a moment, in their order, to the user's path.
    private mutating func take(_ slot: Int, _ partition: EventPartition, at time: Int64) {
        guard !moment.isEmpty else { return }
        if moment.count > 1 {
            let labels = plan.labels
            func name(_ event: MomentEvent) -> UInt32 {
                UInt32(partition.event.code(at: event.place))
            }
            moment.sort {
                labels.precedes(event: name($0), code: $0.code, name($1), $1.code)
            }
        }
        for event in moment {
            paths.take(slot, plan.labels.byCode[Int(event.code)], at: time)
        }
        moment.removeAll(keepingCapacity: true)
    }
}
