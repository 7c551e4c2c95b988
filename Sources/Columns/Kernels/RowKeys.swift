import CKernels

/// Which key each row of a stretch belongs to: rows stand in the order of their keys, all of one block
/// of 65,536 keys; a key's place in the block is its slot.
///
///     let keys = RowKeys(slots, from: 0, first: 0, count: 5)   // slots 3 3 7 7 7
///     keys.slots(of: mask, into: &bits)                        // bits 3 and 7 where a row passes
///
/// Cost to make: under 1 ns a row.
package struct RowKeys: Sendable {
    package static let blockSize = 65_536
    package static let blockWords = 1024

    /// Rows of the stretch; the first that counts is `first`, fewer than 64.
    package let count: Int
    package let first: Int
    /// Bit i: row i is the last of its key.
    let ends: [UInt64]
    /// Bit s: slot s has a row.
    package let present: [UInt64]
    private let column: Column
    /// Where the stretch starts in the column of slots.
    private let start: Int

    /// Rows `start + first ..< start + count` of a column of two-byte slots; 64 divides `start`.
    package init(_ slots: Column, from start: Int, first: Int, count: Int) {
        precondition(slots.header.kind == .codes && slots.header.width == 2, "slots of two bytes")
        precondition(start >= 0 && first >= 0 && start + count <= slots.count, "inside the column")
        self.count = count
        self.first = first
        self.start = start
        column = slots
        var ends = [UInt64](repeating: 0, count: max(1, (count + 63) / 64))
        var present = [UInt64](repeating: 0, count: Self.blockWords)
        unsafe cxm_key_ends(
            (slots.elements + 2 * start).assumingMemoryBound(to: UInt16.self), first, count, &ends,
            &present)
        self.ends = ends
        self.present = present
    }

    package var wordCount: Int { (count + 63) / 64 }

    /// Clears the bits of rows that do not count.
    package func trim(_ mask: inout [UInt64]) {
        guard count > 0 else { return }
        mask[0] &= ~0 << UInt64(first)
        if count % 64 != 0 { mask[count / 64] &= (1 << UInt64(count % 64)) - 1 }
    }

    /// Sets the bits of the slots that have a row in the mask, which is trimmed, from word `place` of
    /// `bits` on. Cost: about 3 ns for 64 rows.
    package func slots(of mask: [UInt64], into bits: inout [UInt64], at place: Int) {
        precondition(mask.count >= wordCount, "a mask of the stretch")
        precondition(place >= 0 && place + Self.blockWords <= bits.count, "room for a block")
        unsafe mask.withUnsafeBufferPointer { mask in
            unsafe bits.withUnsafeMutableBufferPointer { bits in
                unsafe cxm_keys_of_rows(
                    mask.baseAddress!, ends, wordCount, present, bits.baseAddress! + place)
            }
        }
    }

    /// The rows in the mask, which is trimmed, key by key. Cost: about 1 ns a row.
    package func runs(of mask: [UInt64], into runs: inout RowRuns) {
        precondition(mask.count >= wordCount, "a mask of the stretch")
        runs.reserve(count)
        runs.count = unsafe Int(
            cxm_row_runs(
                mask, wordCount,
                (column.elements + 2 * start).assumingMemoryBound(to: UInt16.self), &runs.rows,
                &runs.slots, &runs.starts))
    }

    /// The order that puts rows with these slots into the order of their keys.
    package static func order(_ slots: [UInt16]) -> [UInt32] {
        var places = [UInt32](repeating: 0, count: blockSize + 1)
        return unsafe [UInt32](unsafeUninitializedCapacity: slots.count) { order, filled in
            filled = slots.count
            guard !slots.isEmpty else { return }
            unsafe cxm_order_by_slot(slots, slots.count, &places, order.baseAddress!)
        }
    }
}
