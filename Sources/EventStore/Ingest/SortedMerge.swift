import Columns

/// Merges sorted sources into one order; of equal rows those of the earlier source come first.
///
/// Rows move in stretches: as many as one source has before the next source's first row. Cost: about
/// log2 of the number of sources comparisons a stretch, and one copy of the rows.
struct SortedMerge {
    /// The next row of a source.
    private struct Head {
        var key: UInt64
        var sequence: UInt64
        var source: Int

        @inline(__always)
        func precedes(_ other: Head) -> Bool {
            if key != other.key { return key < other.key }
            if sequence != other.sequence { return sequence < other.sequence }
            return source < other.source
        }
    }

    private var sources: [any SortedSource]
    private let hasSequence: Bool
    /// A block of each source, one after the other.
    private var rows: EventRows
    /// The next row of each source in `rows`, and the end of its block.
    private var positions: [Int]
    private var ends: [Int]
    /// A binary heap: no head precedes the one at half its index.
    private var heap: [Head] = []
    private var stretches: [Range<Int>] = []
    private var pending = 0
    private var output: EventRows

    private static let blockRows = RunSpiller.blockRows

    init(_ sources: [any SortedSource], shapes: [ValueShape], hasSequence: Bool) {
        self.sources = sources
        self.hasSequence = hasSequence
        rows = EventRows(
            shapes: shapes, hasSequence: hasSequence, rowCount: sources.count * Self.blockRows)
        output = EventRows(shapes: shapes, hasSequence: hasSequence, rowCount: Self.blockRows)
        positions = sources.indices.map { $0 * Self.blockRows }
        ends = positions
    }

    /// Writes all rows of all sources.
    mutating func run(into writer: inout PartitionWriter) throws(ColumnError) {
        for source in sources.indices where try refill(source) {
            heap.append(head(of: source))
        }
        heap.sort { $0.precedes($1) }
        while !heap.isEmpty {
            let source = heap[0].source
            takeStretch(of: source)
            if pending == Self.blockRows { try flush(into: &writer) }
            if positions[source] == ends[source] {
                // The block's room is about to be used again.
                try flush(into: &writer)
                guard try refill(source) else {
                    heap[0] = heap[heap.count - 1]
                    heap.removeLast()
                    siftDown()
                    continue
                }
            }
            heap[0] = head(of: source)
            siftDown()
        }
        try flush(into: &writer)
    }

    private func head(of source: Int) -> Head {
        let row = positions[source]
        return Head(
            key: rows.keys[row], sequence: hasSequence ? rows.sequences[row] : 0, source: source)
    }

    private mutating func refill(_ source: Int) throws(ColumnError) -> Bool {
        let first = source * Self.blockRows
        let count = try sources[source].fill(&rows, at: first)
        positions[source] = first
        ends[source] = first + count
        return count > 0
    }

    /// Notes the rows of the first source that precede all others'.
    private mutating func takeStretch(of source: Int) {
        let first = positions[source]
        let limit = min(ends[source], first + Self.blockRows - pending)
        var end = first + 1
        if let rival {
            // Shuffled input gives stretches of one row, sorted input whole blocks: both are cheap.
            if end < limit, row(end, of: source).precedes(rival) {
                end += 1
                if row(limit - 1, of: source).precedes(rival) {
                    end = limit
                } else {
                    while end < limit, row(end, of: source).precedes(rival) { end += 1 }
                }
            }
        } else {
            end = limit
        }
        stretches.append(first..<end)
        pending += end - first
        positions[source] = end
    }

    @inline(__always)
    private func row(_ row: Int, of source: Int) -> Head {
        Head(key: rows.keys[row], sequence: hasSequence ? rows.sequences[row] : 0, source: source)
    }

    /// The first head after the top.
    private var rival: Head? {
        switch heap.count {
        case 0, 1: nil
        case 2: heap[1]
        default: heap[1].precedes(heap[2]) ? heap[1] : heap[2]
        }
    }

    private mutating func siftDown() {
        guard let moving = heap.first else { return }
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
            guard heap[child].precedes(moving) else { break }
            heap[hole] = heap[child]
            hole = child
        }
        heap[hole] = moving
    }

    private mutating func flush(into writer: inout PartitionWriter) throws(ColumnError) {
        guard pending > 0 else { return }
        Gather.words(rows.keys, stretches: stretches, into: &output.keys)
        Gather.codes(rows.events, stretches: stretches, into: &output.events)
        if hasSequence {
            Gather.words(rows.sequences, stretches: stretches, into: &output.sequences)
        }
        for index in rows.properties.indices where writer.hasValues(index) {
            if rows.properties[index].shape == .codes {
                Gather.codes(
                    rows.properties[index].codes, stretches: stretches,
                    into: &output.properties[index].codes)
            } else {
                Gather.words(
                    rows.properties[index].words, stretches: stretches,
                    into: &output.properties[index].words)
                Gather.flags(
                    rows.properties[index].present, stretches: stretches,
                    into: &output.properties[index].present)
            }
        }
        try writer.append(output, rowCount: pending)
        stretches.removeAll(keepingCapacity: true)
        pending = 0
    }
}
