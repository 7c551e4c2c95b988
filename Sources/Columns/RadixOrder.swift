/// Sorts rows by 64-bit keys; keeps its scratch memory from one use to the next.
///
///     var radix = RadixOrder()
///     radix.sort(&keys, &rows, in: 0..<keys.count)  // both by key; equal keys keep their order
///
/// Cost: one pass to see that nothing is to do; else about 4 ns a row and pass, at most six passes of
/// 11 bits, those skipped in which all keys agree.
package struct RadixOrder: Sendable {
    private static let digitBits: UInt64 = 11
    private static let digits = 1 << 11
    private static let passes = 6

    private var otherKeys: [UInt64] = []
    private var otherRows: [UInt32] = []
    private var counts = [Int](repeating: 0, count: digits * passes)

    package init() {}

    package mutating func sort(
        _ keys: inout [UInt64], _ rows: inout [UInt32], in range: Range<Int>
    ) {
        precondition(range.upperBound <= min(keys.count, rows.count), "inside both arrays")
        if otherKeys.count < range.count {
            otherKeys = Array(repeating: 0, count: range.count)
            otherRows = Array(repeating: 0, count: range.count)
        }
        unsafe keys.withUnsafeMutableBufferPointer { keys in
            unsafe rows.withUnsafeMutableBufferPointer { rows in
                let keys = unsafe UnsafeMutableBufferPointer(rebasing: keys[range])
                let rows = unsafe UnsafeMutableBufferPointer(rebasing: rows[range])
                if unsafe !Self.isSorted(keys) { unsafe sort(keys, rows) }
            }
        }
    }

    @unsafe
    private static func isSorted(_ keys: UnsafeMutableBufferPointer<UInt64>) -> Bool {
        for index in 1..<max(1, keys.count) {
            if unsafe keys[index] < keys[index - 1] { return false }
        }
        return true
    }

    @unsafe
    private mutating func sort(
        _ keys: UnsafeMutableBufferPointer<UInt64>, _ rows: UnsafeMutableBufferPointer<UInt32>
    ) {
        unsafe count(keys)
        unsafe otherKeys.withUnsafeMutableBufferPointer { otherKeys in
            unsafe otherRows.withUnsafeMutableBufferPointer { otherRows in
                unsafe counts.withUnsafeMutableBufferPointer { counts in
                    var (from, to) = (keys.baseAddress!, otherKeys.baseAddress!)
                    var (fromRows, toRows) = (rows.baseAddress!, otherRows.baseAddress!)
                    for pass in 0..<Self.passes {
                        let table = unsafe counts.baseAddress! + pass * Self.digits
                        let shift = UInt64(pass) * Self.digitBits
                        let digit = unsafe Int(from[0] >> shift & UInt64(Self.digits - 1))
                        if unsafe table[digit] == keys.count { continue }
                        unsafe Self.scatter(
                            from, fromRows, keys.count, to, toRows, table, shift: shift)
                        unsafe swap(&from, &to)
                        unsafe swap(&fromRows, &toRows)
                    }
                    if unsafe from != keys.baseAddress! {
                        unsafe keys.baseAddress!.update(from: from, count: keys.count)
                        unsafe rows.baseAddress!.update(from: fromRows, count: keys.count)
                    }
                }
            }
        }
    }

    /// How many keys have each digit, for every pass.
    @unsafe
    private mutating func count(_ keys: UnsafeMutableBufferPointer<UInt64>) {
        unsafe counts.withUnsafeMutableBufferPointer { counts in
            unsafe counts.update(repeating: 0)
            for index in 0..<keys.count {
                let key = unsafe keys[index]
                for pass in 0..<Self.passes {
                    let digit = Int(
                        key >> (UInt64(pass) * Self.digitBits) & UInt64(Self.digits - 1))
                    unsafe counts[pass * Self.digits + digit] += 1
                }
            }
        }
    }

    @unsafe
    private static func scatter(
        _ keys: UnsafePointer<UInt64>, _ rows: UnsafePointer<UInt32>, _ count: Int,
        _ keysOut: UnsafeMutablePointer<UInt64>, _ rowsOut: UnsafeMutablePointer<UInt32>,
        _ table: UnsafeMutablePointer<Int>, shift: UInt64
    ) {
        var total = 0
        for digit in 0..<digits {
            let first = total
            unsafe total += table[digit]
            unsafe table[digit] = first
        }
        for index in 0..<count {
            let key = unsafe keys[index]
            let digit = Int(key >> shift & UInt64(digits - 1))
            let place = unsafe table[digit]
            unsafe table[digit] = place + 1
            unsafe keysOut[place] = key
            unsafe rowsOut[place] = rows[index]
        }
    }
}
