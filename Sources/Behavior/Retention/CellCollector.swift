import Definitions

/// Takes the users of cells; of one user a cohort's own cell comes before its columns.
protocol CellCollector: Sendable {
    var byteCount: Int { get }
    /// The breakdown value of the member of a cohort whose cells come next.
    mutating func begin(rank: UInt32)
    mutating func add(user: Int, cell: Int)
    /// The measured number of a return event.
    mutating func add(value: Double, cell: Int)
}

/// Counts the users of every cell, and adds up the measured numbers of their returns.
struct CellTally: CellCollector {
    private(set) var counts: [Int]
    /// Nil without a measure.
    private(set) var values: [CellValue]?

    init(cellCount: Int, hasValues: Bool) {
        counts = Array(repeating: 0, count: cellCount)
        values = hasValues ? Array(repeating: CellValue(), count: cellCount) : nil
    }

    init(_ counts: [Int], _ values: [CellValue]?) {
        self.counts = counts
        self.values = values
    }

    var byteCount: Int { Self.byteCount(cellCount: counts.count, hasValues: values != nil) }

    static func byteCount(cellCount: Int, hasValues: Bool) -> Int {
        cellCount.multipliedReportingOverflow(
            by: MemoryLayout<Int>.stride + (hasValues ? MemoryLayout<CellValue>.stride : 0)
        ).partialValue
    }

    mutating func begin(rank: UInt32) {}

    mutating func add(value: Double, cell: Int) {
        values?[cell].add(value)
    }

    mutating func add(_ other: CellTally) {
        for cell in counts.indices { counts[cell] += other.counts[cell] }
        guard let others = other.values else { return }
        for cell in others.indices { values?[cell].add(others[cell]) }
    }

    mutating func add(user: Int, cell: Int) {
        counts[cell] += 1
    }
}

/// Finds the users of one cell, without those of another that is part of it.
struct CellPeople: CellCollector {
    let cell: Int
    let without: Int?
    /// The row of the breakdown; nil for the whole.
    let part: (rows: BreakdownRows, index: Int)?
    private var isOfPart = true
    private(set) var users: [UInt32] = []

    var byteCount: Int { 4 * users.count }

    mutating func add(value: Double, cell: Int) {}

    init(cell: Int, without: Int?, part: (rows: BreakdownRows, index: Int)? = nil) {
        self.cell = cell
        self.without = without
        self.part = part
    }

    mutating func begin(rank: UInt32) {
        if let part { isOfPart = part.rows.index(of: rank) == part.index }
    }

    mutating func add(user: Int, cell: Int) {
        guard isOfPart else { return }
        if cell == self.cell {
            users.append(UInt32(user))
        } else if cell == without {
            users.removeLast()
        }
    }
}

/// Which columns a member of a cohort is active in.
struct ColumnRule: Sendable {
    private let columns: Retention.Columns
    /// Words of bits, one a period, that tell the periods apart.
    let wordCount: Int

    init(_ plan: RetentionPlan) {
        columns = plan.retention.columns
        wordCount = (plan.bitCount + 63) / 64
    }

    /// `words[first...]` are the periods in which the user is active; `last` is the last one of all,
    /// -1 for none. `cell` is the cohort's own.
    func add<Collector: CellCollector>(
        user: Int, cell: Int, words: [UInt64], at first: Int, last: Int,
        to collector: inout Collector
    ) {
        collector.add(user: user, cell: cell)
        switch columns {
        case .on:
            for index in 0..<wordCount {
                var bits = words[first + index]
                while bits != 0 {
                    let period = 64 * index + bits.trailingZeroBitCount
                    collector.add(user: user, cell: cell + 1 + period)
                    bits &= bits - 1
                }
            }
        case .onOrAfter(let count):
            for column in 0..<min(last + 1, count) {
                collector.add(user: user, cell: cell + 1 + column)
            }
        case .brackets(let brackets):
            for (column, bracket) in brackets.enumerated()
            where bracket.contains(where: { words[first + $0 / 64] >> UInt64($0 % 64) & 1 == 1 }) {
                collector.add(user: user, cell: cell + 1 + column)
            }
        }
    }
}
