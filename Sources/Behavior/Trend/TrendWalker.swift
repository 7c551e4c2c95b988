import Columns
import Definitions
import EventStore

/// Counts the events and users of every series and point, block after block of users.
///
/// A user's events come in time order, so a user is new to a point when the last point that he was
/// seen at is another one: one look and one comparison an event, and no set of users.
struct TrendWalker: Sendable {
    private let scan: TrendScan
    /// By series.
    private let rows: [TrendRows]
    private(set) var cells: [TrendCells]
    private var plain: TrendCounts
    private var kept = KeptEvents()
    /// The last point of each user of the block in each class or row; -1 for none.
    private var seen: [Int32] = []
    private var words: [UInt64] = []

    init(_ scan: TrendScan, rows: [TrendRows]) {
        self.scan = scan
        self.rows = rows
        cells = scan.plan.lines.indices.map { index in
            TrendCells(
                scan.plan.lines[index].measure, rowCount: rows[index].count,
                pointCount: scan.timeline.count)
        }
        plain = TrendCounts(
            classCount: scan.plan.plain.classCount, pointCount: scan.timeline.count)
    }

    mutating func walk(_ users: Range<Int>) {
        let members = scan.members?.slice(users)
        if let members, members.allSatisfy({ $0 == 0 }) { return }
        if scan.plan.plain.classCount > 0 { walkPlain(users, members) }
        for (series, number) in scan.plan.plain.classOfSeries.enumerated() where number == nil {
            walk(series, users, members)
        }
    }

    /// Puts the counts of the plain series into their cells; after the last block.
    mutating func finish() {
        for (series, number) in scan.plan.plain.classOfSeries.enumerated() {
            guard let number else { continue }
            let places = number * plain.width..<(number + 1) * plain.width
            cells[series].counts = plain.counts[places].map { Int($0) }
            cells[series].users = plain.users[places].map { Int($0) }
        }
    }

    private mutating func walkPlain(_ users: Range<Int>, _ members: [UInt64]?) {
        reset(users.count * plain.classCount)
        for part in scan.parts {
            let partition = part.partition
            guard let stretch = Stretch(partition, users: users) else { continue }
            kept.reserve(stretch.count)
            partition.event.classify(
                from: stretch.first, count: stretch.count, table: scan.plan.plain.table,
                classes: &kept.classes, mask: &kept.mask)
            if let passing = scan.passing(partition, stretch) {
                for index in passing.indices { kept.mask[index] &= passing[index] }
            }
            kept.compact(
                times: partition.time, from: stretch.first, count: stretch.count,
                withPositions: false)
            plain.add(
                KeptStretch(
                    kept, firstEvent: stretch.first, users: stretch.users,
                    userNumbers: partition.users, offsets: partition.offsets, block: users,
                    members: members),
                points: part.periods.points, limits: part.periods.limits, seen: &seen)
        }
    }

    private mutating func walk(_ series: Int, _ users: Range<Int>, _ members: [UInt64]?) {
        let line = scan.plan.lines[series]
        reset(users.count * rows[series].count)
        for part in scan.parts {
            guard let stretch = Stretch(part.partition, users: users) else { continue }
            scan.keep(
                line, part.partition, stretch, passing: scan.passing(part.partition, stretch),
                into: &kept)
            guard kept.count > 0 else { continue }
            let values = readValues(line, part.partition, stretch)
            cells[series].add(
                kept, part, stretch, rows: rows[series], attribute: scan.plan.attribute,
                values: values, firstUser: users.lowerBound, members: members, seen: &seen)
        }
    }

    private mutating func reset(_ count: Int) {
        seen.removeAll(keepingCapacity: true)
        seen.append(contentsOf: repeatElement(-1, count: count))
    }

    /// The values of the stretch's events, by their index in it; empty where none are needed.
    private mutating func readValues(
        _ line: TrendPlan.Line, _ partition: EventPartition, _ stretch: Stretch
    ) -> TrendValues {
        guard let index = line.property, let column = partition.properties[index]?.values else {
            return TrendValues(words: [], areIntegers: false)
        }
        if words.count < stretch.count { words = Array(repeating: 0, count: stretch.count) }
        column.readWords(from: stretch.first, count: stretch.count, into: &words)
        return TrendValues(words: words, areIntegers: column.header.kind == .integers)
    }
}

/// The numbers of a stretch's events.
struct TrendValues {
    /// Integers, or the bit patterns of doubles.
    let words: [UInt64]
    let areIntegers: Bool

    @inline(__always)
    subscript(_ event: UInt32) -> Double {
        let word = words[Int(event)]
        return areIntegers ? Double(Int64(bitPattern: word)) : Double(bitPattern: word)
    }
}
