import CKernels

/// The events of one stretch that a walk looks at, and the scratch memory to find them: reused from
/// stretch to stretch.
///
///     kept.reserve(count)
///     event.classify(from: first, count: count, table: table, classes: &kept.classes, mask: &kept.mask)
///     kept.compact(times: partition.time, from: first, count: count, withPositions: false)
package struct KeptEvents: Sendable {
    /// Class of every event of the stretch.
    package var classes: [UInt8] = []
    /// Which events are kept; one word more than the stretch has, 0.
    package var mask: [UInt64] = []
    /// How many there are, and of each: class, time and, on request, index in the stretch.
    package private(set) var count = 0
    package internal(set) var keptClasses: [UInt8] = []
    package private(set) var keptTimes: [UInt32] = []
    package internal(set) var positions: [UInt32] = []
    /// Kept before each word of the mask.
    package private(set) var before: [UInt32] = []
    /// Breakdown rank of each kept event; empty without a breakdown.
    package var values: [UInt32] = []
    /// Starts of moments, and how many before each word; empty until `findMoments`.
    package private(set) var moments: [UInt64] = []
    package private(set) var momentsBefore: [UInt32] = []

    package init() {}

    /// Makes room for a stretch of `count` events.
    package mutating func reserve(_ count: Int) {
        let words = (count + 63) / 64 + 1
        if mask.count < words {
            classes = Array(repeating: 0, count: 64 * words)
            mask = Array(repeating: 0, count: words)
            keptClasses = Array(repeating: 0, count: 64 * words + 64)
            keptTimes = Array(repeating: 0, count: 64 * words + 64)
            before = Array(repeating: 0, count: words + 1)
        }
        mask[words - 1] = 0
        moments.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        self.count = 0
    }

    /// Collects the events whose mask bit is set.
    package mutating func compact(times: Column, from first: Int, count: Int, withPositions: Bool) {
        precondition(first % 64 == 0 && first + count <= times.count, "inside the column")
        let words = (count + 63) / 64
        if withPositions, positions.count < keptTimes.count {
            positions = Array(repeating: 0, count: keptTimes.count)
        }
        let start = unsafe (times.elements + 4 * first).assumingMemoryBound(to: UInt32.self)
        self.count = unsafe positions.withUnsafeMutableBufferPointer { positions in
            let output = withPositions ? positions.baseAddress : nil
            return unsafe cxm_compact(
                classes, start, mask, words, &keptClasses, &keptTimes, output, &before)
        }
    }

    /// Whether some neighbours of equal time stand with the greater class first.
    package func hasDisorder(orEqual: Bool) -> Bool {
        unsafe cxm_has_disorder(keptClasses, keptTimes, count, orEqual ? 1 : 0) != 0
    }

    /// Finds where moments begin; with `passing`, only events whose bit is set there count.
    package mutating func findMoments(
        times: Column, sameMoment: Column?, from first: Int, count: Int, offsets: Column,
        users: Range<Int>, passing: [UInt64]?
    ) {
        precondition(first % 64 == 0 && first + count <= times.count, "inside the column")
        precondition(users.upperBound < offsets.count, "inside the users")
        let words = (count + 63) / 64
        moments = Array(repeating: 0, count: words + 1)
        momentsBefore = Array(repeating: 0, count: words + 2)
        let start = unsafe (times.elements + 4 * first).assumingMemoryBound(to: UInt32.self)
        let same = unsafe sameMoment?.elements.assumingMemoryBound(to: UInt8.self)
        let userOffsets = unsafe offsets.elements.assumingMemoryBound(to: UInt32.self)
        unsafe cxm_moment_starts(
            start, count, same, first, userOffsets + users.lowerBound, users.count,
            UInt32(first), &moments)
        if let passing { unsafe cxm_passing_moments(&moments, passing, words) }
        unsafe cxm_bits_before(moments, words + 1, &momentsBefore)
    }

    /// Puts the kept events of each moment into the order of their classes. Needs `findMoments` and
    /// positions.
    package mutating func orderMoments() {
        precondition(!moments.isEmpty && positions.count >= count, "moments and positions")
        if values.isEmpty {
            unsafe cxm_order_moments(&keptClasses, positions, nil, count, moments)
        } else {
            unsafe cxm_order_moments(&keptClasses, positions, &values, count, moments)
        }
    }

    /// The value of each kept event: `table[code]`.
    package mutating func gatherValues(of column: Column, from first: Int, table: [UInt32]) {
        if values.count < keptTimes.count {
            values = Array(repeating: 0, count: keptTimes.count)
        }
        column.gather(
            from: first, positions: positions, count: count, table: table, into: &values)
    }

    /// Kept events before event `index` of the stretch.
    package func keptBefore(_ index: Int) -> Int {
        let below = mask[index / 64] & ((1 << UInt64(index % 64)) - 1)
        return Int(before[index / 64]) + below.nonzeroBitCount
    }

    /// Moments that begin before event `index` of the stretch.
    package func momentsBefore(_ index: Int) -> Int {
        let below = moments[index / 64] & ((1 << UInt64(index % 64)) - 1)
        return Int(momentsBefore[index / 64]) + below.nonzeroBitCount
    }

    /// The moment of event `index` of the stretch, counted from 1.
    package func moment(of index: Int) -> Int {
        let upTo = moments[index / 64] & ((2 << UInt64(index % 64)) &- 1)
        return Int(momentsBefore[index / 64]) + upTo.nonzeroBitCount
    }
}
