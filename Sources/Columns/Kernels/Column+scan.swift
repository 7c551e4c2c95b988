import CKernels

/// Loops over a stretch of a column. A stretch starts at an index that 64 divides; bit b of word w of
/// its mask stands for element 64 w + b.
extension Column {
    /// Looks every code up in `table`: its class, and a mask of the classes that are not 0.
    ///
    /// `table` has an element for every possible code of the column's width. Cost: about 0.05 ns an
    /// element where the processor has AVX-512 and codes are bytes.
    package func classify(
        from first: Int, count: Int, table: [UInt8], classes: inout [UInt8], mask: inout [UInt64]
    ) {
        checkStretch(first, count, words: mask.count)
        precondition(classes.count >= (count + 63) / 64 * 64, "room for whole words")
        precondition(table.count >= 1 << (8 * header.width), "a class for every code")
        unsafe table.withUnsafeBufferPointer { table in
            unsafe classes.withUnsafeMutableBufferPointer { classes in
                unsafe mask.withUnsafeMutableBufferPointer { mask in
                    let start = unsafe elements + first * header.width
                    if header.width == 1 {
                        unsafe cxm_classify_u8(
                            start.assumingMemoryBound(to: UInt8.self), count, table.baseAddress!,
                            classes.baseAddress!, mask.baseAddress!)
                    } else {
                        unsafe cxm_classify_u16(
                            start.assumingMemoryBound(to: UInt16.self), count,
                            table.baseAddress!, classes.baseAddress!, mask.baseAddress!)
                    }
                }
            }
        }
    }

    /// Sets the mask's bit where `table[code]` is not 0. The table covers every code in the column.
    package func mask(
        from first: Int, count: Int, table: [UInt8], into mask: inout [UInt64]
    ) {
        checkStretch(first, count, words: mask.count)
        unsafe table.withUnsafeBufferPointer { table in
            unsafe mask.withUnsafeMutableBufferPointer { mask in
                unsafe cxm_mask_table(
                    elements + first * header.width, Int32(header.width), count,
                    table.baseAddress!, mask.baseAddress!)
            }
        }
    }

    /// Sets the mask's bit where the stored number, without the base, lies in `range`.
    package func mask(
        from first: Int, count: Int, range: ClosedRange<UInt64>, into mask: inout [UInt64]
    ) {
        checkStretch(first, count, words: mask.count)
        unsafe mask.withUnsafeMutableBufferPointer { mask in
            unsafe cxm_mask_range(
                elements + first * header.width, Int32(header.width), count, range.lowerBound,
                range.upperBound, mask.baseAddress!)
        }
    }

    /// Sets the mask's bit where the double lies in `range`.
    package func mask(
        from first: Int, count: Int, range: ClosedRange<Double>, into mask: inout [UInt64]
    ) {
        checkStretch(first, count, words: mask.count)
        unsafe mask.withUnsafeMutableBufferPointer { mask in
            unsafe cxm_mask_range_f64(
                (elements + 8 * first).assumingMemoryBound(to: Double.self), count,
                range.lowerBound, range.upperBound, mask.baseAddress!)
        }
    }

    /// Copies the bits of a column of bits.
    package func copyBits(from first: Int, count: Int, into mask: inout [UInt64]) {
        precondition(header.kind == .bits && first % 64 == 0, "whole words of bits")
        precondition(first + count <= self.count && mask.count >= (count + 63) / 64, "inside")
        file.withElements(
            UInt64.self, from: ColumnHeader.size + first / 8, count: (count + 63) / 64
        ) { words in
            for index in words.indices { mask[index] = words[index] }
        }
        if count % 64 != 0 { mask[count / 64] &= (1 << UInt64(count % 64)) - 1 }
    }

    /// `out[i] = table[code of element first + positions[i]]`.
    package func gather(
        from first: Int, positions: [UInt32], count: Int, table: [UInt32], into out: inout [UInt32]
    ) {
        precondition(positions.count >= count && out.count >= count, "room for all")
        unsafe table.withUnsafeBufferPointer { table in
            unsafe positions.withUnsafeBufferPointer { positions in
                unsafe out.withUnsafeMutableBufferPointer { out in
                    unsafe cxm_gather_table(
                        elements + first * header.width, Int32(header.width),
                        positions.baseAddress!, count, table.baseAddress!, out.baseAddress!)
                }
            }
        }
    }

    /// Adds the events whose bits are set to `counts[2 * code]` for views, and the place after it for
    /// clicks.
    package func countPages(
        from first: Int, count: Int, views: [UInt64], clicks: [UInt64], into counts: inout [UInt64]
    ) {
        checkStretch(first, count, words: min(views.count, clicks.count))
        unsafe counts.withUnsafeMutableBufferPointer { counts in
            unsafe cxm_pages_codes(
                elements + first * header.width, Int32(header.width), views, clicks,
                (count + 63) / 64, counts.baseAddress!)
        }
    }

    private func checkStretch(_ first: Int, _ count: Int, words: Int) {
        precondition(first % 64 == 0 && first >= 0, "a stretch starts at a whole word")
        precondition(first + count <= self.count, "inside the column")
        precondition(words >= (count + 63) / 64, "room for the mask")
    }
}
