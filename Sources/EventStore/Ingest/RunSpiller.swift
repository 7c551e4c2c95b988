import Columns

/// Sorts chunks by month, user, time and sequence, and writes them to the spill file.
struct RunSpiller {
    static let blockRows = 1 << 14

    let format: SpillFormat
    let file: SpillFile
    /// By the calendar's index of the month.
    private(set) var months: [UInt32: MonthRuns] = [:]
    private var radix = RadixOrder()
    private var block: EventRows
    private var keys: [UInt64] = []
    private var order: [UInt32] = []

    init(format: SpillFormat, path: String) throws(ColumnError) {
        self.format = format
        file = try SpillFile(path: path)
        block = EventRows(
            shapes: format.shapes, hasSequence: format.hasSequence, rowCount: Self.blockRows)
    }

    /// Writes the chunk as one sorted run for each of its months.
    mutating func spill(_ chunk: borrowing EventChunk, monthCount: Int) throws(ColumnError) {
        let rowCount = chunk.rowCount
        if order.count < rowCount {
            order = Array(repeating: 0, count: rowCount)
            keys = Array(repeating: 0, count: rowCount)
        }
        let ends = group(chunk.months, monthCount: monthCount)
        Gather.words(chunk.rows.keys, order[0..<rowCount], into: &keys)
        var first = 0
        for (month, end) in ends.enumerated() where end > first {
            radix.sort(&keys, &order, in: first..<end)
            if format.hasSequence { sortTies(first..<end, by: chunk.rows.sequences) }
            try write(chunk.rows, first..<end, month: UInt32(month))
            first = end
        }
    }

    /// Lists the rows month by month, each month's in their order; returns where each month ends.
    private mutating func group(_ months: [UInt32], monthCount: Int) -> [Int] {
        var next = [Int](repeating: 0, count: monthCount + 1)
        for month in months { next[Int(month) + 1] += 1 }
        for month in 0..<monthCount { next[month + 1] += next[month] }
        for row in months.indices {
            let month = Int(months[row])
            order[next[month]] = UInt32(truncatingIfNeeded: row)
            next[month] += 1
        }
        return Array(next[0..<monthCount])
    }

    /// Orders the rows of each user and time by their sequence; equal ones stay as they are.
    private mutating func sortTies(_ range: Range<Int>, by sequences: [UInt64]) {
        var first = range.lowerBound
        while first < range.upperBound {
            var end = first + 1
            var sorted = true
            while end < range.upperBound, keys[end] == keys[first] {
                let (before, this) = (sequences[Int(order[end - 1])], sequences[Int(order[end])])
                if before > this { sorted = false }
                end += 1
            }
            if !sorted {
                order[first..<end].sort {
                    (sequences[Int($0)], $0) < (sequences[Int($1)], $1)
                }
            }
            first = end
        }
    }

    /// Writes the rows of `order` in `range` as a run.
    private mutating func write(
        _ rows: EventRows, _ range: Range<Int>, month: UInt32
    ) throws(ColumnError) {
        var runs = months[month] ?? MonthRuns(propertyCount: format.shapes.count)
        var blocks: [SpilledBlock] = []
        for first in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockRows) {
            let piece = order[first..<min(first + Self.blockRows, range.upperBound)]
            gather(rows, piece)
            let summaries = zip(block.properties, rows.properties).map { gathered, source in
                source.isEmpty ? .none : gathered.summary(rowCount: piece.count)
            }
            for index in summaries.indices { runs.summaries[index].add(summaries[index]) }
            blocks.append(
                try format.write(
                    block, rowCount: piece.count, summaries: summaries, to: file))
        }
        runs.runs.append(blocks)
        runs.rowCount += range.count
        months[month] = runs
    }

    private mutating func gather(_ rows: EventRows, _ piece: ArraySlice<UInt32>) {
        Gather.words(rows.keys, piece, into: &block.keys)
        if format.hasSequence { Gather.words(rows.sequences, piece, into: &block.sequences) }
        Gather.codes(rows.events, piece, into: &block.events)
        for (index, property) in rows.properties.enumerated() where !property.isEmpty {
            if property.shape == .codes {
                Gather.codes(property.codes, piece, into: &block.properties[index].codes)
            } else {
                Gather.words(property.words, piece, into: &block.properties[index].words)
                Gather.flags(property.present, piece, into: &block.properties[index].present)
            }
        }
    }
}

extension PropertyRows {
    /// Whether the import does not bring this property.
    var isEmpty: Bool { codes.isEmpty && words.isEmpty }
}
