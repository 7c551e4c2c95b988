import CKernels

/// Passes over lists of durations: milliseconds, none negative.
package enum DurationKernels {
    /// The sum and the greatest.
    package static func extent(_ values: [Int64]) -> (sum: Int64, greatest: Int64) {
        var sum: Int64 = 0
        var greatest: Int64 = 0
        unsafe values.withUnsafeBufferPointer { values in
            guard let start = values.baseAddress else { return }
            unsafe cxm_durations_extent(start, values.count, &sum, &greatest)
        }
        return (sum, greatest)
    }

    /// Adds 1 to `counts[(value - low) >> shift]` for each value of `range`.
    package static func count(
        _ values: [Int64], in range: ClosedRange<Int64>, shift: Int, into counts: inout [UInt32]
    ) {
        precondition((range.upperBound - range.lowerBound) >> Int64(shift) < counts.count, "room")
        unsafe values.withUnsafeBufferPointer { values in
            guard let start = values.baseAddress else { return }
            unsafe cxm_durations_count(
                start, values.count, range.lowerBound, range.upperBound, Int32(shift), &counts)
        }
    }

    /// How many values are at most each bound.
    package static func atMost(_ bounds: [Int64], _ values: [Int64]) -> [UInt64] {
        var counts = Array(repeating: UInt64(0), count: bounds.count)
        unsafe values.withUnsafeBufferPointer { values in
            guard let start = values.baseAddress else { return }
            unsafe cxm_durations_at_most(start, values.count, bounds, bounds.count, &counts)
        }
        return counts
    }

    /// The values of `range`, in order.
    package static func values(_ values: [Int64], in range: ClosedRange<Int64>) -> [Int64] {
        unsafe [Int64](unsafeUninitializedCapacity: values.count) { out, count in
            guard let target = out.baseAddress else { return }
            unsafe values.withUnsafeBufferPointer { values in
                count = unsafe cxm_durations_between(
                    values.baseAddress!, values.count, range.lowerBound, range.upperBound, target)
            }
        }
    }
}
