import Columns

/// Sorted rows that a merge reads block by block.
protocol SortedSource {
    /// Fills at most `RunSpiller.blockRows` rows from `position` on; 0 at the end.
    mutating func fill(_ rows: inout EventRows, at position: Int) throws(ColumnError) -> Int
}

/// A run in the spill file.
struct SpilledSource: SortedSource {
    private let blocks: [SpilledBlock]
    private let format: SpillFormat
    private let file: SpillFile
    private var next = 0

    init(_ blocks: [SpilledBlock], format: SpillFormat, file: SpillFile) {
        self.blocks = blocks
        self.format = format
        self.file = file
    }

    mutating func fill(_ rows: inout EventRows, at position: Int) throws(ColumnError) -> Int {
        guard next < blocks.count else { return 0 }
        let block = blocks[next]
        next += 1
        try format.read(block, from: file, into: &rows, at: position)
        return block.rowCount
    }
}

/// The events of an existing partition that stay, read from its mapped columns.
struct KeptSource: SortedSource {
    private let partition: EventPartition
    private let hasSequence: Bool
    /// Which of the month's days stay, by `dayEnds`; nil where all do.
    private let days: KeptDays?
    private var nextEvent = 0
    private var user = 0
    private var users: [UInt32]
    private var offsets: [UInt32]
    private var times: [UInt32]
    private var moments: [UInt8]
    private var kept: [UInt32] = []
    private var scratch: EventRows
    private var lastKey = UInt64.max
    private var lastSequence: UInt64 = 0

    init(_ partition: EventPartition, shapes: [ValueShape], hasSequence: Bool, days: KeptDays?) {
        self.partition = partition
        self.hasSequence = hasSequence
        self.days = days
        let blockRows = RunSpiller.blockRows
        users = Array(repeating: 0, count: max(1, partition.userCount))
        offsets = Array(repeating: 0, count: partition.userCount + 1)
        times = Array(repeating: 0, count: blockRows)
        moments = Array(repeating: 0, count: blockRows)
        scratch = EventRows(shapes: shapes, hasSequence: hasSequence, rowCount: blockRows)
        partition.users.readCodes(from: 0, count: partition.userCount, into: &users)
        partition.offsets.readCodes(from: 0, count: partition.userCount + 1, into: &offsets)
    }

    mutating func fill(_ rows: inout EventRows, at position: Int) throws(ColumnError) -> Int {
        while nextEvent < partition.eventCount {
            let first = nextEvent
            let count = min(RunSpiller.blockRows, partition.eventCount - first)
            nextEvent += count
            readKeys(first, count)
            guard !kept.isEmpty else { continue }
            readValues(first, count)
            move(to: &rows, at: position)
            return kept.count
        }
        return 0
    }

    /// Makes the keys and sequences of a stretch of events, and lists those that stay.
    private mutating func readKeys(_ first: Int, _ count: Int) {
        partition.time.readCodes(from: first, count: count, into: &times)
        if hasSequence {
            if let column = partition.sameMoment {
                column.readFlags(from: first, count: count, into: &moments)
            } else {
                moments = Array(repeating: 0, count: moments.count)
            }
        }
        kept.removeAll(keepingCapacity: true)
        for row in 0..<count {
            while first + row >= Int(offsets[user + 1]) { user += 1 }
            let key = UInt64(users[user]) << 32 | UInt64(times[row])
            scratch.keys[row] = key
            if hasSequence {
                lastSequence = key != lastKey ? 0 : lastSequence + UInt64(1 - moments[row])
                scratch.sequences[row] = lastSequence
                lastKey = key
            }
            if days?.contains(times[row]) ?? true { kept.append(UInt32(row)) }
        }
    }

    private mutating func readValues(_ first: Int, _ count: Int) {
        partition.event.readCodes(from: first, count: count, into: &scratch.events)
        for index in scratch.properties.indices {
            let column = index < partition.properties.count ? partition.properties[index] : nil
            Self.read(column, first, count, into: &scratch.properties[index])
        }
    }

    private static func read(
        _ column: EventPartition.Property?, _ first: Int, _ count: Int,
        into rows: inout PropertyRows
    ) {
        guard let column else {
            for row in 0..<count where rows.shape == .codes { rows.codes[row] = 0 }
            for row in 0..<count where rows.shape != .codes { rows.present[row] = 0 }
            return
        }
        guard rows.shape != .codes else {
            return column.values.readCodes(from: first, count: count, into: &rows.codes)
        }
        column.values.readWords(from: first, count: count, into: &rows.words)
        if let presence = column.presence {
            presence.readFlags(from: first, count: count, into: &rows.present)
        } else {
            for row in 0..<count { rows.present[row] = 1 }
        }
    }

    private func move(to rows: inout EventRows, at position: Int) {
        for (index, row) in kept.enumerated() {
            let (source, target) = (Int(row), position + index)
            rows.keys[target] = scratch.keys[source]
            rows.events[target] = scratch.events[source]
            if hasSequence { rows.sequences[target] = scratch.sequences[source] }
        }
        for index in scratch.properties.indices {
            Self.move(scratch.properties[index], kept, to: &rows.properties[index], at: position)
        }
    }

    private static func move(
        _ source: PropertyRows, _ kept: [UInt32], to target: inout PropertyRows, at position: Int
    ) {
        for (index, row) in kept.enumerated() {
            if source.shape == .codes {
                target.codes[position + index] = source.codes[Int(row)]
            } else {
                target.words[position + index] = source.words[Int(row)]
                target.present[position + index] = source.present[Int(row)]
            }
        }
    }
}

/// Which days of a month stay, by milliseconds since the month's start.
struct KeptDays {
    /// Where each day ends, ascending, and whether it stays.
    let ends: [Int64]
    let stays: [Bool]

    func contains(_ time: UInt32) -> Bool { stays[day(of: time)] }

    func day(of time: UInt32) -> Int {
        var day = min(Int(time) / 86_400_000, ends.count - 1)
        while day > 0, ends[day - 1] > Int64(time) { day -= 1 }
        while ends[day] <= Int64(time), day + 1 < ends.count { day += 1 }
        return day
    }
}
