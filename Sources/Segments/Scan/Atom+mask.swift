import Columns

extension Atom {
    /// Writes one bit a row of the stretch; bits past its last row mean nothing.
    ///
    /// `spare`: a mask of the arena that nobody needs.
    func evaluate(
        _ column: ScanColumn?, from first: Int, count: Int, into arena: inout MaskArena,
        _ mask: Int,
        spare: Int
    ) {
        guard let column else {
            arena.fill(mask, acceptsNull)
            return
        }
        switch test {
        case .codes(let table):
            arena.mask(mask, column.values, from: first, count: count, table: table)
            return
        case .integers(let ranges):
            unite(ranges.compactMap { column.codes($0) }, into: &arena, mask, spare) {
                $0.mask($1, column.values, from: first, count: count, range: $2)
            }
        case .members(let members, let inverted):
            let codes = members.compactMap { column.codes($0...$0)?.lowerBound }
            arena.mask(mask, column.values, from: first, count: count, members: codes)
            if inverted { arena.invert(mask) }
        case .doubles(let ranges, let inverted):
            unite(ranges, into: &arena, mask, spare) {
                $0.mask($1, column.values, from: first, count: count, range: $2)
            }
            if inverted { arena.invert(mask) }
        }
        if let presence = column.presence {
            arena.copyBits(spare, presence, from: first, count: count)
            arena.intersect(mask, with: spare)
            if acceptsNull {
                arena.invert(spare)
                arena.unite(mask, with: spare)
            }
        }
    }

    private func unite<Range>(
        _ ranges: [Range], into arena: inout MaskArena, _ mask: Int, _ spare: Int,
        _ evaluate: (inout MaskArena, Int, Range) -> Void
    ) {
        guard let first = ranges.first else {
            arena.fill(mask, false)
            return
        }
        evaluate(&arena, mask, first)
        for range in ranges.dropFirst() {
            evaluate(&arena, spare, range)
            arena.unite(mask, with: spare)
        }
    }
}

extension ScanColumn {
    /// The stored numbers whose values lie in the range; nil where none can.
    func codes(_ range: ClosedRange<Int64>) -> ClosedRange<UInt64>? {
        let base = values.header.base
        guard range.upperBound >= base else { return nil }
        let step = UInt64(scale)
        let low = range.lowerBound <= base ? 0 : UInt64(bitPattern: range.lowerBound &- base)
        let high = UInt64(bitPattern: range.upperBound &- base)
        let (first, rest) = low.quotientAndRemainder(dividingBy: step)
        let from = first + (rest == 0 ? 0 : 1)
        let to = high / step
        return from <= to ? from...to : nil
    }
}
