import Columns

/// A block of sorted rows in the spill file.
struct SpilledBlock {
    let rowCount: Int
    let offset: Int
    /// Bytes an element of each column, in the order of `RunSpiller`; 0 for a column without values.
    let widths: [UInt8]
}

/// What has been spilled of a month: sorted runs, in the order of the input.
struct MonthRuns {
    var runs: [[SpilledBlock]] = []
    var rowCount = 0
    var summaries: [ValueSummary]

    init(propertyCount: Int) {
        summaries = Array(repeating: ValueSummary(), count: propertyCount)
    }
}

/// How rows lie in a spill file: key, sequence, event, then for every property its values and, where
/// some are missing, which are there.
struct SpillFormat {
    let shapes: [ValueShape]
    let hasSequence: Bool

    /// Writes the first rows of a block; its summaries are those of its properties.
    func write(
        _ rows: EventRows, rowCount: Int, summaries: [ValueSummary], to file: SpillFile
    ) throws(ColumnError) -> SpilledBlock {
        let offset = file.end
        var widths: [UInt8] = []
        try file.append(words: rows.keys, rowCount: rowCount)
        if hasSequence { try file.append(words: rows.sequences, rowCount: rowCount) }
        let greatest = rows.events.prefix(rowCount).max() ?? 0
        let width = narrowestWidth(upTo: UInt64(greatest))
        widths.append(UInt8(width))
        try file.append(codes: rows.events, rowCount: rowCount, width: width)
        for (property, summary) in zip(rows.properties, summaries) {
            widths += try write(property, rowCount, summary, to: file)
        }
        return SpilledBlock(rowCount: rowCount, offset: offset, widths: widths)
    }

    private func write(
        _ property: PropertyRows, _ rowCount: Int, _ summary: ValueSummary, to file: SpillFile
    ) throws(ColumnError) -> [UInt8] {
        guard summary.hasValues else { return [0, 0] }
        guard property.shape != .codes else {
            let width = narrowestWidth(upTo: UInt64(summary.greatestCode))
            try file.append(codes: property.codes, rowCount: rowCount, width: width)
            return [UInt8(width), 0]
        }
        try file.append(words: property.words, rowCount: rowCount)
        guard summary.hasGaps else { return [8, 0] }
        try file.append(flags: property.present, rowCount: rowCount)
        return [8, 1]
    }

    /// Reads a block into the rows from `position` on.
    func read(
        _ block: SpilledBlock, from file: SpillFile, into rows: inout EventRows, at position: Int
    ) throws(ColumnError) {
        let count = block.rowCount
        var offset = block.offset
        func advance(_ width: Int) { offset += SpillFile.byteCount(rowCount: count, width: width) }
        try file.readWords(at: offset, rowCount: count, into: &rows.keys, at: position)
        advance(8)
        if hasSequence {
            try file.readWords(at: offset, rowCount: count, into: &rows.sequences, at: position)
            advance(8)
        }
        let width = Int(block.widths[0])
        try file.readCodes(
            at: offset, rowCount: count, width: width, into: &rows.events, at: position)
        advance(width)
        for index in shapes.indices {
            let widths = (Int(block.widths[1 + 2 * index]), Int(block.widths[2 + 2 * index]))
            try read(
                at: offset, count, widths, from: file, into: &rows.properties[index], position)
            advance(widths.0)
            advance(widths.1)
        }
    }

    private func read(
        at offset: Int, _ count: Int, _ widths: (values: Int, flags: Int), from file: SpillFile,
        into property: inout PropertyRows, _ position: Int
    ) throws(ColumnError) {
        let rows = position..<position + count
        guard widths.values > 0 else {
            for row in rows where property.shape == .codes { property.codes[row] = 0 }
            for row in rows where property.shape != .codes { property.present[row] = 0 }
            return
        }
        guard property.shape != .codes else {
            return try file.readCodes(
                at: offset, rowCount: count, width: widths.values, into: &property.codes,
                at: position)
        }
        try file.readWords(at: offset, rowCount: count, into: &property.words, at: position)
        guard widths.flags > 0 else {
            for row in rows { property.present[row] = 1 }
            return
        }
        try file.readFlags(
            at: offset + SpillFile.byteCount(rowCount: count, width: 8), rowCount: count,
            into: &property.present, at: position)
    }
}
