import CKernels

/// Durations in milliseconds, none negative, kept so that exact ranks are cheap to find.
///
///     var list = DurationList(bounds: [1000, 60_000])
///     list.append(1500)
///     list.tally()
///     list.atMost  // [0, 1]
///
/// Durations below 2^32 ms (49.7 days) take four bytes. What is tallied once, a batch at a time while
/// the workers scan, need not be looked at again: a rank is found inside the one bucket that holds it.
package struct DurationList: Sendable {
    private static let batch = 16_384

    private let bounds: [Int64]
    private var short: [UInt32] = []
    /// What comes in, on its way to `short`.
    private var incoming: [UInt32] = []
    private var long: [Int64] = []
    /// How many of `short` the tallies know.
    private var tallied = 0
    private var shortSum: UInt64 = 0
    private var shortAtMost: [UInt64] = []
    private var buckets: [UInt32] = []

    /// `bounds`: those of the histogram, ascending.
    package init(bounds: [Int64]) {
        self.bounds = bounds
    }

    package var count: Int { short.count + long.count }
    /// The bytes that the durations take.
    package var byteCount: Int { 4 * short.count + 8 * long.count + 4 * buckets.count }
    package var values: [Int64] { short.map { Int64($0) } + long }

    /// The sum of all. Call `tally()` before.
    package var sum: Int64 { long.reduce(Int64(shortSum), +) }

    /// How many durations are at most each bound. Call `tally()` before.
    package var atMost: [Int] {
        bounds.indices.map { index in
            (shortAtMost.isEmpty ? 0 : Int(shortAtMost[index]))
                + long.count { $0 <= bounds[index] }
        }
    }

    package mutating func append(_ value: Int64) {
        if let value = UInt32(exactly: value) { short.append(value) } else { long.append(value) }
        if short.count - tallied >= Self.batch { tally() }
    }

    /// Appends the durations of those whose level is at least `level`: element `first + i` of
    /// `durations` belongs to element i of `levels`.
    mutating func append(
        _ durations: [Int64], from first: Int, of levels: [UInt8], count: Int, atLeast level: Int
    ) {
        precondition(count <= levels.count && first + count <= durations.count, "one level each")
        let fits = unsafe append(most: count, durations, from: first) { durations, out, hasLong in
            unsafe cxm_durations_collect(levels, count, Int32(level), durations, out, &hasLong)
        }
        if !fits {
            for index in 0..<count where levels[index] >= level { append(durations[first + index]) }
        }
    }

    /// The same of the elements of `slots` alone.
    mutating func append(
        _ durations: [Int64], from first: Int, of levels: [UInt8], slots: ArraySlice<UInt32>,
        atLeast level: Int
    ) {
        let last = Int(slots.max() ?? 0)
        precondition(last < levels.count && first + last < durations.count, "one level each")
        let fits = unsafe append(most: slots.count, durations, from: first) {
            durations, out, hasLong in
            unsafe slots.withUnsafeBufferPointer { slots in
                guard let start = slots.baseAddress else { return 0 }
                return unsafe cxm_durations_pick(
                    levels, start, slots.count, Int32(level), durations, out, &hasLong)
            }
        }
        if !fits {
            for slot in slots where levels[Int(slot)] >= level {
                append(durations[first + Int(slot)])
            }
        }
    }

    /// Appends what `collect` writes; false, and nothing is appended, where some of it is too long.
    private mutating func append(
        most: Int, _ durations: [Int64], from first: Int,
        _ collect: (UnsafePointer<Int64>, UnsafeMutablePointer<UInt32>, inout Int32) -> Int
    ) -> Bool {
        if incoming.count < most + 8 { incoming = Array(repeating: 0, count: most + 8) }
        var hasLong: Int32 = 0
        let found = unsafe incoming.withUnsafeMutableBufferPointer { incoming in
            unsafe durations.withUnsafeBufferPointer { durations in
                guard let target = incoming.baseAddress, let source = durations.baseAddress else {
                    return 0
                }
                return unsafe collect(source + first, target, &hasLong)
            }
        }
        if hasLong == 0 { short.append(contentsOf: incoming[..<found]) }
        if short.count - tallied >= Self.batch { tally() }
        return hasLong == 0
    }

    /// Appends the first `count` durations of an array, at most 65,536.
    package mutating func append(_ durations: [Int64], count: Int) {
        append(durations, from: 0, of: Self.levels, count: count, atLeast: 1)
    }

    private static let levels = Array(repeating: UInt8(1), count: 65_536)

    /// Brings the tallies up to date. Cost: a few passes over what is new.
    package mutating func tally() {
        guard tallied < short.count else { return }
        if buckets.isEmpty {
            buckets = Array(repeating: 0, count: Int(CXM_DURATION_BUCKETS))
            shortAtMost = Array(repeating: 0, count: bounds.count)
        }
        let limits = bounds.map { UInt32(clamping: $0) }
        unsafe short.withUnsafeBufferPointer { short in
            guard let start = short.baseAddress else { return }
            shortSum += unsafe cxm_durations_tally(
                start + tallied, short.count - tallied, limits, limits.count, &shortAtMost,
                &buckets)
        }
        tallied = short.count
    }

    /// The duration of a rank (0 for the least) among all of several lists. Call `tally()` before.
    package static func value(ofRank rank: Int, in lists: [DurationList]) -> Int64 {
        let shortCount = lists.reduce(0) { $0 + $1.short.count }
        guard rank < shortCount else {
            return lists.flatMap(\.long).sorted()[rank - shortCount]
        }
        var rank = rank
        var bucket = 0
        while true {
            let count = lists.reduce(0) { $0 + ($1.buckets.isEmpty ? 0 : Int($1.buckets[bucket])) }
            guard rank >= count else { break }
            rank -= count
            bucket += 1
        }
        let low = cxm_duration_bucket_low(UInt32(bucket))
        let width = cxm_duration_bucket_low(UInt32(bucket + 1)) - low
        guard width > 1 else { return Int64(low) }
        let near = lists.flatMap { $0.values(of: bucket, UInt32(low), UInt32(low + width - 1)) }
        return Int64(select(rank, in: near, low: UInt32(low), width: UInt32(width)))
    }

    /// The values of a bucket, which go from `low` to `high`.
    private func values(of bucket: Int, _ low: UInt32, _ high: UInt32) -> [UInt32] {
        guard !buckets.isEmpty else { return [] }
        let room = Int(buckets[bucket]) + 16
        return unsafe [UInt32](unsafeUninitializedCapacity: room) { out, count in
            guard let target = out.baseAddress else { return }
            unsafe short.withUnsafeBufferPointer { short in
                guard let start = short.baseAddress else { return }
                count = unsafe cxm_durations_between(start, short.count, low, high, target)
            }
        }
    }

    /// The value of a rank among values of `low ..< low + width`, 11 bits a pass.
    private static func select(
        _ rank: Int, in values: [UInt32], low: UInt32, width: UInt32
    ) -> UInt32 {
        guard width > 1 else { return low }
        let shift = UInt32(max(0, 32 - (width - 1).leadingZeroBitCount - 11))
        var counts = Array(repeating: 0, count: 2048)
        for value in values { counts[Int((value - low) >> shift)] += 1 }
        var rank = rank
        var bucket = 0
        while rank >= counts[bucket] {
            rank -= counts[bucket]
            bucket += 1
        }
        let near = values.filter { Int(($0 - low) >> shift) == bucket }
        return select(rank, in: near, low: low + UInt32(bucket) << shift, width: 1 << shift)
    }
}
