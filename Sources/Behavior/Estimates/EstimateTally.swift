import Columns
import Definitions
import EventStore

/// What a rule gathers of the users of one block, partition by partition in time order.
protocol EstimateTally: Sendable {
    /// Empties it for a block of users.
    mutating func begin(_ userCount: Int)
    /// Takes in the events of one user in one partition.
    mutating func add(
        _ slot: Int, _ events: Range<Int>, _ read: EstimateEvents, _ partition: EventPartition,
        first: Int)
    /// The key of a user of the block; nil for no value.
    func key(_ slot: Int) -> UInt64?
}

/// How many events there are.
struct CountTally: EstimateTally {
    private var counts: [Int64] = []

    mutating func begin(_ userCount: Int) { counts = Array(repeating: 0, count: userCount) }

    mutating func add(
        _ slot: Int, _ events: Range<Int>, _ read: EstimateEvents, _ partition: EventPartition,
        first: Int
    ) {
        counts[slot] += Int64(events.count)
    }

    func key(_ slot: Int) -> UInt64? { OrderKey.of(counts[slot]) }
}

/// Different days with an event, or days since the last one.
struct DayTally: EstimateTally {
    let reading: EstimateReading
    /// The day to which days are counted; nil to count the days with an event.
    let lastDay: Int64?
    private var days: [Int64] = []
    private var counts: [Int64] = []

    init(_ reading: EstimateReading, lastDay: Int64?) {
        self.reading = reading
        self.lastDay = lastDay
    }

    mutating func begin(_ userCount: Int) {
        days = Array(repeating: .min, count: userCount)
        counts = Array(repeating: 0, count: userCount)
    }

    mutating func add(
        _ slot: Int, _ events: Range<Int>, _ read: EstimateEvents, _ partition: EventPartition,
        first: Int
    ) {
        // Days never go back, so that a new one is one that differs from the last.
        for event in lastDay == nil ? events : events.upperBound - 1..<events.upperBound {
            let day = reading.clock.day(of: partition.start + Int64(read.kept.keptTimes[event]))
            if day != days[slot] { counts[slot] += 1 }
            days[slot] = day
        }
    }

    func key(_ slot: Int) -> UInt64? {
        guard let lastDay else { return OrderKey.of(counts[slot]) }
        return days[slot] == .min ? nil : OrderKey.of(lastDay - days[slot])
    }
}

/// Sum or average of whole numbers or of doubles.
struct SumTally: EstimateTally {
    let isInteger: Bool
    let isAverage: Bool
    private var integers: [Int64] = []
    private var doubles: [PreciseSum] = []
    private var counts: [Int] = []

    init(isInteger: Bool, isAverage: Bool) {
        self.isInteger = isInteger
        self.isAverage = isAverage
    }

    mutating func begin(_ userCount: Int) {
        integers = Array(repeating: 0, count: isInteger ? userCount : 0)
        doubles = Array(repeating: PreciseSum(), count: isInteger ? 0 : userCount)
        counts = Array(repeating: 0, count: userCount)
    }

    mutating func add(
        _ slot: Int, _ events: Range<Int>, _ read: EstimateEvents, _ partition: EventPartition,
        first: Int
    ) {
        counts[slot] += events.count
        for event in events {
            if isInteger {
                let (sum, overflow) = integers[slot].addingReportingOverflow(
                    OrderKey.integer(read.keys[event]))
                integers[slot] = overflow ? (sum < 0 ? .max : .min) : sum
            } else {
                doubles[slot].add(OrderKey.double(read.keys[event]))
            }
        }
    }

    func key(_ slot: Int) -> UInt64? {
        if isAverage {
            guard counts[slot] > 0 else { return nil }
            let sum = isInteger ? Double(integers[slot]) : doubles[slot].value
            return OrderKey.of(sum / Double(counts[slot]))
        }
        return isInteger ? OrderKey.of(integers[slot]) : OrderKey.of(doubles[slot].value)
    }
}

/// The smallest key of the first, or of the last, moment with an event.
struct EdgeTally: EstimateTally {
    let isFirst: Bool
    private var keys: [UInt64] = []
    private var present: [Bool] = []

    init(isFirst: Bool) {
        self.isFirst = isFirst
    }

    mutating func begin(_ userCount: Int) {
        keys = Array(repeating: 0, count: userCount)
        present = Array(repeating: false, count: userCount)
    }

    mutating func add(
        _ slot: Int, _ events: Range<Int>, _ read: EstimateEvents, _ partition: EventPartition,
        first: Int
    ) {
        guard !isFirst || !present[slot] else { return }
        var event = isFirst ? events.lowerBound : events.upperBound - 1
        var least = read.keys[event]
        if isFirst {
            while event + 1 < events.upperBound, areOne(event, event + 1, read, partition, first) {
                event += 1
                least = min(least, read.keys[event])
            }
        } else {
            while event > events.lowerBound, areOne(event - 1, event, read, partition, first) {
                event -= 1
                least = min(least, read.keys[event])
            }
        }
        keys[slot] = least
        present[slot] = true
    }

    /// Whether two neighbouring kept events are of one moment.
    private func areOne(
        _ left: Int, _ right: Int, _ read: EstimateEvents, _ partition: EventPartition, _ first: Int
    ) -> Bool {
        guard read.kept.keptTimes[left] == read.kept.keptTimes[right] else { return false }
        guard let sameMoment = partition.sameMoment else { return true }
        let places = read.kept.positions[left] + 1...read.kept.positions[right]
        return places.allSatisfy { sameMoment.bit(at: first + Int($0)) }
    }

    func key(_ slot: Int) -> UInt64? { present[slot] ? keys[slot] : nil }
}

/// The key that most events have; of equally frequent ones the smallest.
struct FrequencyTally: EstimateTally {
    /// Keys are below it; nil where any number is one.
    let domain: Int?
    /// By user and key, where there are few keys.
    private var counts: [UInt32] = []
    private var lists: [[UInt64]] = []

    /// The most counts that are kept at once: 16 MB a thread.
    static let countLimit = 1 << 22

    init(domain: Int?) {
        self.domain = domain.flatMap { $0 <= Self.countLimit / 64 ? max(1, $0) : nil }
    }

    /// The most users of a block.
    var userLimit: Int {
        domain.map { max(64, min(65_536, Self.countLimit / $0 / 64 * 64)) } ?? 65_536
    }

    mutating func begin(_ userCount: Int) {
        if let domain {
            counts = Array(repeating: 0, count: userCount * domain)
        } else {
            lists = Array(repeating: [], count: userCount)
        }
    }

    mutating func add(
        _ slot: Int, _ events: Range<Int>, _ read: EstimateEvents, _ partition: EventPartition,
        first: Int
    ) {
        if let domain {
            for event in events { counts[slot * domain + Int(read.keys[event])] += 1 }
        } else {
            lists[slot].append(contentsOf: read.keys[events])
        }
    }

    func key(_ slot: Int) -> UInt64? {
        guard let domain else { return Self.mostFrequent(lists[slot]) }
        var best: (count: UInt32, key: Int) = (0, 0)
        for key in 0..<domain where counts[slot * domain + key] > best.count {
            best = (counts[slot * domain + key], key)
        }
        return best.count == 0 ? nil : UInt64(best.key)
    }

    private static func mostFrequent(_ keys: [UInt64]) -> UInt64? {
        let sorted = keys.sorted()
        var best: (count: Int, key: UInt64)?
        var start = 0
        for index in sorted.indices
        where index + 1 == sorted.count || sorted[index + 1] != sorted[index] {
            if index + 1 - start > best?.count ?? 0 { best = (index + 1 - start, sorted[index]) }
            start = index + 1
        }
        return best?.key
    }
}
