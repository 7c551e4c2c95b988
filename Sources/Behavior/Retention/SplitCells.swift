import Definitions

/// The rows of a breakdown: one a shown value, then all others, then no value.
struct BreakdownRows: Sendable {
    /// Ranks of the shown values, in their order.
    let shown: [UInt32]
    private let rows: [UInt32: Int]

    init(_ shown: [UInt32]) {
        self.shown = shown
        rows = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0) })
    }

    var count: Int { shown.count + 2 }

    func index(of rank: UInt32) -> Int {
        rank == BreakdownRanks.none ? shown.count + 1 : rows[rank] ?? shown.count
    }

    /// The value that a row stands for.
    func value(_ index: Int, of source: BreakdownSource) -> BreakdownValue {
        switch index {
        case shown.count: .other
        case shown.count + 1: .none
        default: source.value(shown[index])
        }
    }

    /// The row of a value; nil where it has none.
    func index(of value: BreakdownValue, of source: BreakdownSource) -> Int? {
        (0..<count).first { self.value($0, of: source) == value }
    }
}

/// Counts the members of all cohorts together, by breakdown value.
struct CohortRanks: CellCollector {
    private let cellsPerPeriod: Int
    private var rank = BreakdownRanks.none
    private(set) var counts: [UInt32: Int] = [:]

    var byteCount: Int { 32 * counts.count }

    init(cellsPerPeriod: Int) {
        self.cellsPerPeriod = cellsPerPeriod
    }

    mutating func begin(rank: UInt32) { self.rank = rank }

    mutating func add(value: Double, cell: Int) {}

    mutating func add(user: Int, cell: Int) {
        if cell.isMultiple(of: cellsPerPeriod) { counts[rank, default: 0] += 1 }
    }

    mutating func add(_ other: CohortRanks) {
        counts.merge(other.counts, uniquingKeysWith: +)
    }

    /// The values with the most members, those of equal counts in their order.
    func top(_ limit: Int) -> [UInt32] {
        let values = counts.filter { $0.key != BreakdownRanks.none }
        return Array(values.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.prefix(limit))
            .map(\.key)
    }
}

/// Counts the users of every cell of every row of a breakdown.
struct SplitCells: CellCollector {
    let rows: BreakdownRows
    private let cellCount: Int
    /// Row after row.
    private(set) var tally: CellTally
    private var first = 0

    init(_ rows: BreakdownRows, cellCount: Int, hasValues: Bool) {
        self.rows = rows
        self.cellCount = cellCount
        tally = CellTally(cellCount: cellCount * rows.count, hasValues: hasValues)
    }

    var byteCount: Int { tally.byteCount }

    mutating func begin(rank: UInt32) { first = rows.index(of: rank) * cellCount }

    mutating func add(value: Double, cell: Int) { tally.add(value: value, cell: first + cell) }

    mutating func add(user: Int, cell: Int) { tally.add(user: user, cell: first + cell) }

    mutating func add(_ other: SplitCells) { tally.add(other.tally) }

    /// One row's cells.
    func row(_ index: Int) -> (counts: [Int], values: [CellValue]?) {
        let cells = (index * cellCount)..<((index + 1) * cellCount)
        return (Array(tally.counts[cells]), tally.values.map { Array($0[cells]) })
    }
}
