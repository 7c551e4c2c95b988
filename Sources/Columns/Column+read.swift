/// Reads of a stretch of rows into arrays of one width, whatever the column's own.
///
/// Each writes `count` elements from `position` on. Cost: under 1 ns an element.
extension Column {
    /// Codes of a column of kind `.codes`, at most 4 bytes wide.
    package func readCodes(
        from first: Int, count: Int, into codes: inout [UInt32], at position: Int = 0
    ) {
        check(first, count, position, codes.count)
        precondition(header.kind == .codes && header.width <= 4, "a column of codes")
        unsafe codes.withUnsafeMutableBufferPointer { codes in
            unsafe Narrowing.widen(
                elements + first * header.width, count, width: header.width,
                to: codes.baseAddress! + position)
        }
    }

    /// Integers or the bit patterns of doubles.
    package func readWords(
        from first: Int, count: Int, into words: inout [UInt64], at position: Int = 0
    ) {
        check(first, count, position, words.count)
        precondition(header.kind == .integers || header.kind == .doubles, "a column of numbers")
        unsafe words.withUnsafeMutableBufferPointer { words in
            unsafe Narrowing.widen(
                elements + first * header.width, count, plus: UInt64(bitPattern: header.base),
                width: header.width, to: words.baseAddress! + position)
        }
    }

    /// Bits, as 0 or 1.
    package func readFlags(
        from first: Int, count: Int, into flags: inout [UInt8], at position: Int = 0
    ) {
        check(first, count, position, flags.count)
        precondition(header.kind == .bits, "a column of bits")
        let bytes = unsafe elements
        for index in 0..<count {
            let row = first + index
            let byte = unsafe bytes.load(fromByteOffset: row >> 3, as: UInt8.self)
            flags[position + index] = byte >> UInt8(row & 7) & 1
        }
    }

    private func check(_ first: Int, _ count: Int, _ position: Int, _ room: Int) {
        precondition(first >= 0 && count >= 0 && first + count <= self.count, "inside the column")
        precondition(position >= 0 && position + count <= room && room > 0, "inside the array")
    }
}
