/// Appends of a stretch of rows from arrays of one width, narrowed to the column's own.
///
/// Each takes the first `rowCount` elements. Cost: about 1 ns an element with the checksum.
extension ColumnWriter {
    /// Codes, which the column's width must hold.
    package mutating func append(codes: [UInt32], rowCount: Int) throws(ColumnError) {
        precondition(rowCount <= codes.count && kind == .codes, "codes for a column of codes")
        let (width, place) = (width, extend(rowCount))
        unsafe buffer.withUnsafeMutableBytes { target in
            unsafe codes.withUnsafeBufferPointer { codes in
                guard let start = codes.baseAddress else { return }
                unsafe Narrowing.narrow(
                    start, rowCount, width: width, to: target.baseAddress! + place)
            }
        }
        try flushWhenFull()
    }

    /// Integers, or the bit patterns of doubles.
    package mutating func append(words: [UInt64], rowCount: Int) throws(ColumnError) {
        precondition(rowCount <= words.count && kind != .bits, "words for a column of numbers")
        let (width, place) = (width, extend(rowCount))
        let base = UInt64(bitPattern: base)
        unsafe buffer.withUnsafeMutableBytes { target in
            unsafe words.withUnsafeBufferPointer { words in
                guard let start = words.baseAddress else { return }
                unsafe Narrowing.narrow(
                    start, rowCount, minus: base, width: width, to: target.baseAddress! + place)
            }
        }
        try flushWhenFull()
    }

    /// Bits given as 0 or 1.
    package mutating func append(flags: [UInt8], rowCount: Int) throws(ColumnError) {
        precondition(rowCount <= flags.count && kind == .bits, "flags for a column of bits")
        var row = 0
        while row < rowCount, count % 8 != 0 {
            try append(bit: flags[row] != 0)
            row += 1
        }
        while row + 8 <= rowCount {
            var byte: UInt8 = 0
            for bit in 0..<8 { byte |= flags[row + bit] << UInt8(bit) }
            buffer.append(byte)
            row += 8
            count += 8
        }
        while row < rowCount {
            try append(bit: flags[row] != 0)
            row += 1
        }
        try flushWhenFull()
    }

    /// Adds room for so many elements to the buffer; returns where it starts.
    private mutating func extend(_ rowCount: Int) -> Int {
        let place = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: rowCount * width))
        count += rowCount
        return place
    }
}
