import CRoaring

/// Reads the numbers out, in ascending order.
extension Bitmap {
    /// All numbers. Cost: 4 bytes and about 1 ns a number.
    package var numbers: [UInt32] {
        let count = count
        return unsafe [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
            if count > 0 {
                unsafe roaring_bitmap_to_uint32_array(storage.pointer, buffer.baseAddress!)
            }
            filled = count
        }
    }

    /// At most `count` numbers from `first` on: a page of people.
    package func numbers(from first: UInt32, count: Int) -> [UInt32] {
        unsafe withIterator(from: first) { iterator in
            unsafe [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
                guard count > 0 else { return }
                filled = unsafe Int(
                    roaring_read_uint32_iterator(
                        &iterator, buffer.baseAddress!, UInt32(clamping: count)))
            }
        }
    }

    /// Calls `body` with some thousand numbers at a time.
    ///
    /// Cost: about 1 ns a number, and one call for 4096 of them.
    package func forEachBlock(_ body: ([UInt32]) throws -> Void) rethrows {
        var next: UInt32? = 0
        while let first = next {
            let block = numbers(from: first, count: 4096)
            guard let last = block.last else { return }
            try body(block)
            next = last == .max ? nil : last + 1
        }
    }

    /// How many numbers are less than or equal to `number`.
    package func rank(of number: UInt32) -> Int {
        unsafe Int(roaring_bitmap_rank(storage.pointer, number))
    }

    /// The number at a position in ascending order; nil past the end.
    package func number(at position: Int) -> UInt32? {
        var found: UInt32 = 0
        guard let position = UInt32(exactly: position),
            unsafe roaring_bitmap_select(storage.pointer, position, &found)
        else { return nil }
        return found
    }

    /// The set as plain bits: bit `n % 64` of word `n / 64` for every number below `limit`.
    ///
    /// For loops that ask about every user. Cost: one pass over the numbers.
    package func words(below limit: Int) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (limit + 63) / 64)
        forEachBlock { block in
            for number in block where Int(number) < limit {
                words[Int(number >> 6)] |= 1 << UInt64(number & 63)
            }
        }
        return words
    }

    /// The numbers whose bits are set.
    package init(words: [UInt64]) {
        self.init()
        var block: [UInt32] = []
        for (index, word) in words.enumerated() where word != 0 {
            var rest = word
            while rest != 0 {
                block.append(UInt32(index * 64 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
            if block.count > 1 << 16 {
                insert(contentsOf: block)
                block.removeAll(keepingCapacity: true)
            }
        }
        insert(contentsOf: block)
    }

    private func withIterator<Result>(
        from first: UInt32, _ body: (inout roaring_uint32_iterator_t) -> Result
    ) -> Result {
        var iterator = unsafe roaring_uint32_iterator_t()
        unsafe roaring_init_iterator(storage.pointer, &iterator)
        if first > 0 { _ = unsafe roaring_move_uint32_iterator_equalorlarger(&iterator, first) }
        // The iterator refers to the storage.
        return withExtendedLifetime(storage) { unsafe body(&iterator) }
    }
}
