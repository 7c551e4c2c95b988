import Definitions

/// What is known of the cells of one series: rows (the whole, then breakdown values) by points.
///
/// A row has one cell more than there are points: its last counts the users of the whole range.
struct TrendCells: Sendable {
    let rowCount: Int
    let pointCount: Int
    let hasValues: Bool
    let keepsValues: Bool
    var counts: [Int]
    var users: [Int]
    var sums: [PreciseSum] = []
    var least: [Double] = []
    var greatest: [Double] = []
    var values: [[Double]] = []

    /// Cells of a row.
    var width: Int { pointCount + 1 }

    init(_ measure: TrendMeasure, rowCount: Int, pointCount: Int) {
        self.rowCount = rowCount
        self.pointCount = pointCount
        hasValues = measure.property != nil
        keepsValues = measure.percent != nil
        let count = rowCount * (pointCount + 1)
        counts = Array(repeating: 0, count: count)
        users = counts
        guard hasValues else { return }
        sums = Array(repeating: PreciseSum(), count: count)
        least = Array(repeating: .infinity, count: count)
        greatest = Array(repeating: -.infinity, count: count)
        if keepsValues { values = Array(repeating: [], count: count) }
    }

    /// What cells without values take.
    static func byteCount(rowCount: Int, pointCount: Int) -> Int {
        16 * rowCount * (pointCount + 1)
    }

    /// Cost: a look at every cell where values are kept.
    var byteCount: Int {
        let perCell =
            hasValues
            ? MemoryLayout<PreciseSum>.stride + 16 + (keepsValues ? 8 : 0) : 0
        return values.reduce(Self.byteCount(rowCount: rowCount, pointCount: pointCount)) {
            $0 + 8 * $1.count
        } + perCell * counts.count
    }

    /// Adds an event's value to a cell that counts it.
    mutating func add(_ value: Double, to cell: Int) {
        sums[cell].add(value)
        least[cell] = min(least[cell], value)
        greatest[cell] = max(greatest[cell], value)
        if keepsValues { values[cell].append(value) }
    }

    mutating func merge(_ other: TrendCells) {
        for cell in counts.indices {
            counts[cell] += other.counts[cell]
            users[cell] += other.users[cell]
        }
        guard hasValues else { return }
        for cell in counts.indices {
            sums[cell].add(other.sums[cell])
            least[cell] = min(least[cell], other.least[cell])
            greatest[cell] = max(greatest[cell], other.greatest[cell])
            if keepsValues { values[cell] += other.values[cell] }
        }
    }

    /// Whether the row has an event at all.
    func hasEvents(row: Int) -> Bool {
        counts[row * width..<row * width + pointCount].contains { $0 > 0 }
    }

    func line(_ measure: TrendMeasure, row: Int) -> TrendLine {
        let first = row * width
        return TrendLine(
            points: (first..<first + pointCount).map { cell(measure, $0...$0, users: users[$0]) },
            total: pointCount == 0
                ? cell(measure, [Int](), users: 0)
                : cell(
                    measure, Array(first..<first + pointCount), users: users[first + pointCount]))
    }

    /// The measure over the events of some cells, with their users.
    private func cell(
        _ measure: TrendMeasure, _ cells: some Collection<Int>, users: Int
    ) -> TrendCell {
        let count = cells.reduce(0) { $0 + counts[$1] }
        func perUser(_ number: Double) -> Double? { users == 0 ? nil : number / Double(users) }
        let value: Double? =
            switch measure {
            case .count: Double(count)
            case .users: Double(users)
            case .countPerUser: perUser(Double(count))
            case .sum: sum(cells)
            case .sumPerUser: perUser(sum(cells))
            case .average: count == 0 ? nil : sum(cells) / Double(count)
            case .minimum: count == 0 ? nil : cells.map { least[$0] }.min()
            case .maximum: count == 0 ? nil : cells.map { greatest[$0] }.max()
            case .percentile(_, let percent): percentile(percent, cells, count)
            }
        return TrendCell(value: value, users: users)
    }

    private func sum(_ cells: some Collection<Int>) -> Double {
        var sum = PreciseSum()
        for cell in cells { sum.add(sums[cell]) }
        return sum.value
    }

    private func percentile(
        _ percent: Int, _ cells: some Collection<Int>, _ count: Int
    ) -> Double? {
        guard count > 0 else { return nil }
        let sorted = cells.flatMap { values[$0] }.sorted()
        return sorted[TimeStatistics.rank(of: percent, among: sorted.count)]
    }
}
