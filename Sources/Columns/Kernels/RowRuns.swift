import CKernels

/// Rows of a stretch that pass, run by run: a run is the rows of one key.
///
///     keys.runs(of: mask, into: &runs)
///     runs.measure(.sum, of: amounts, from: first, into: &sums)
///     runs.emit(sums, in: 10_000...Int64.max, into: &bits, at: 0)
package struct RowRuns: Sendable {
    package enum Measure: Sendable {
        case count, distinct, sum, mean, least, greatest
    }

    package internal(set) var count = 0
    var rows: [UInt32] = []
    var slots: [UInt16] = []
    var starts: [UInt32] = [0]
    private var scratch: [UInt64] = []

    package init() {}

    package var byteCount: Int { 4 * rows.count + 2 * slots.count + 4 * starts.count }

    /// Makes room for so many rows.
    mutating func reserve(_ rowCount: Int) {
        guard rows.count < rowCount + 64 else { return }
        rows = Array(repeating: 0, count: rowCount + 64)
        slots = Array(repeating: 0, count: rowCount + 64)
        starts = Array(repeating: 0, count: rowCount + 64)
    }

    /// A whole number for each run: how many rows, how many different values, or the sum, least or
    /// greatest of a column of integers. A column's value is `base + scale * code`.
    package mutating func measure(
        _ measure: Measure, of column: Column?, from first: Int, scale: Int64,
        into values: inout [Int64]
    ) {
        if values.count < count { values = Array(repeating: 0, count: count + count / 2) }
        guard count > 0 else { return }
        guard let column else { return countRows(&values) }
        check(column, first)
        let longest = (0..<count).reduce(0) { max($0, Int(starts[$1 + 1] - starts[$1])) }
        if scratch.count < longest { scratch = Array(repeating: 0, count: longest * 2) }
        unsafe cxm_measure_integers(
            measure.kernel, column.elements + first * column.header.width,
            Int32(column.header.width), column.header.base, scale, rows, starts, count, &scratch,
            &values)
    }

    /// A number for each run: the mean of a column of integers, or any measure of a column of doubles
    /// but counts.
    package func measure(
        _ measure: Measure, of column: Column, from first: Int, scale: Int64,
        into values: inout [Double]
    ) {
        if values.count < count { values = Array(repeating: 0, count: count + count / 2) }
        guard count > 0 else { return }
        check(column, first)
        let start = unsafe column.elements + first * column.header.width
        if column.header.kind == .doubles {
            unsafe cxm_measure_doubles(
                measure.kernel, start.assumingMemoryBound(to: Double.self), rows, starts, count,
                &values)
        } else {
            precondition(measure == .mean, "other measures of integers are integers")
            unsafe cxm_mean_integers(
                start, Int32(column.header.width), column.header.base, scale, rows, starts, count,
                &values)
        }
    }

    /// Sets the bits of the slots whose value lies in the range, from word `place` of `bits` on.
    package func emit(
        _ values: [Int64], in range: ClosedRange<Int64>, into bits: inout [UInt64], at place: Int
    ) {
        precondition(values.count >= count && place + RowKeys.blockWords <= bits.count, "room")
        unsafe bits.withUnsafeMutableBufferPointer { bits in
            unsafe cxm_emit_integers(
                values, slots, count, range.lowerBound, range.upperBound,
                bits.baseAddress! + place)
        }
    }

    package func emit(
        _ values: [Double], in range: ClosedRange<Double>, into bits: inout [UInt64], at place: Int
    ) {
        precondition(values.count >= count && place + RowKeys.blockWords <= bits.count, "room")
        unsafe bits.withUnsafeMutableBufferPointer { bits in
            unsafe cxm_emit_doubles(
                values, slots, count, range.lowerBound, range.upperBound,
                bits.baseAddress! + place)
        }
    }

    private func countRows(_ values: inout [Int64]) {
        for run in 0..<count { values[run] = Int64(starts[run + 1] - starts[run]) }
    }

    private func check(_ column: Column, _ first: Int) {
        let last = Int(starts[count]) - 1
        precondition(first >= 0 && first + Int(rows[last]) < column.count, "rows of the column")
        precondition(column.header.kind != .bits, "a column of values")
    }
}

extension RowRuns.Measure {
    fileprivate var kernel: cxm_measure {
        switch self {
        case .count: CXM_COUNT
        case .distinct: CXM_DISTINCT
        case .sum: CXM_SUM
        case .mean: CXM_MEAN
        case .least: CXM_MIN
        case .greatest: CXM_MAX
        }
    }
}
