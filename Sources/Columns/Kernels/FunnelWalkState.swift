import CKernels

/// The attempts of the users of one block.
package struct FunnelWalkState: Sendable {
    package let stepCount: Int
    /// The user number of slot 0.
    package private(set) var firstUser = 0
    package private(set) var userCount = 0
    /// The highest level each user has reached.
    package private(set) var levels: [UInt8] = []
    /// The breakdown rank of the attempt that first reached it.
    package private(set) var levelValues: [UInt32] = []
    /// Milliseconds from the first step and, from level 3 on, from the step before, where the level was
    /// reached: element (k - 1) * userCount + slot for level k. Of level 2 both are the same.
    package private(set) var fromFirst: [Int64] = []
    package private(set) var fromPrevious: [Int64] = []
    private var entries: [Int64] = []
    private var arrivals: [Int64] = []
    private var moments: [Int32] = []
    private var values: [UInt32] = []
    private var scratch: [UInt32] = []

    private let usesMoments: Bool
    private let usesValues: Bool

    package init(_ walk: FunnelWalk) {
        stepCount = walk.stepCount
        usesMoments = walk.needsMoments
        usesValues = walk.valueStep > 0
    }

    /// Forgets everything and starts with a block of users.
    package mutating func begin(firstUser: Int, userCount: Int) {
        self.firstUser = firstUser
        self.userCount = userCount
        let count = userCount * stepCount
        reset(&levels, to: 0, count: userCount)
        reset(&levelValues, to: CXM_NO_VALUE, count: userCount)
        reset(&entries, to: -(1 << 61), count: count)
        if usesMoments || moments.isEmpty { reset(&moments, to: -(1 << 30), count: count) }
        if usesValues || values.isEmpty { reset(&values, to: CXM_NO_VALUE, count: count) }
        if arrivals.count < count {
            arrivals = Array(repeating: -(1 << 61), count: count)
            fromFirst = Array(repeating: 0, count: count)
            fromPrevious = Array(repeating: 0, count: count)
            scratch = Array(repeating: 0, count: 4 * userCount)
        }
    }

    private func reset<Element>(_ array: inout [Element], to value: Element, count: Int) {
        if array.count < count {
            array = Array(repeating: value, count: count)
        } else {
            for index in 0..<count { array[index] = value }
        }
    }

    /// How many users have reached each level and no further: element k for level k.
    package var usersByLevel: [Int] {
        var counts = Array(repeating: 0, count: stepCount + 1)
        unsafe cxm_funnel_count_levels(levels, userCount, Int32(stepCount), &counts)
        return counts
    }

    /// Appends the time to convert of every user who reached `level`, from 2, to the two lists; that from
    /// the step before only where it is another.
    package func collect(
        level: Int, fromFirst firsts: inout DurationList,
        fromPrevious previous: inout DurationList
    ) {
        let row = (level - 1) * userCount
        firsts.append(fromFirst, from: row, of: levels, count: userCount, atLeast: level)
        guard level > 2 else { return }
        previous.append(fromPrevious, from: row, of: levels, count: userCount, atLeast: level)
    }

    /// The same of the users of `slots` alone.
    package func collect(
        level: Int, of slots: ArraySlice<UInt32>, fromFirst firsts: inout DurationList,
        fromPrevious previous: inout DurationList
    ) {
        let row = (level - 1) * userCount
        firsts.append(fromFirst, from: row, of: levels, slots: slots, atLeast: level)
        guard level > 2 else { return }
        previous.append(fromPrevious, from: row, of: levels, slots: slots, atLeast: level)
    }

    mutating func withPointers(_ body: (cxm_funnel_state) -> Void) {
        unsafe entries.withUnsafeMutableBufferPointer { entries in
            unsafe arrivals.withUnsafeMutableBufferPointer { arrivals in
                unsafe moments.withUnsafeMutableBufferPointer { moments in
                    unsafe values.withUnsafeMutableBufferPointer { values in
                        unsafe fromFirst.withUnsafeMutableBufferPointer { fromFirst in
                            unsafe fromPrevious.withUnsafeMutableBufferPointer { fromPrevious in
                                unsafe levels.withUnsafeMutableBufferPointer { levels in
                                    unsafe levelValues.withUnsafeMutableBufferPointer { ranks in
                                        unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                                            unsafe body(
                                                cxm_funnel_state(
                                                    user_count: userCount,
                                                    entries: entries.baseAddress!,
                                                    arrivals: arrivals.baseAddress!,
                                                    moments: moments.baseAddress!,
                                                    values: values.baseAddress!,
                                                    from_first: fromFirst.baseAddress!,
                                                    from_previous: fromPrevious.baseAddress!,
                                                    levels: levels.baseAddress!,
                                                    level_values: ranks.baseAddress!,
                                                    scratch: scratch.baseAddress!))
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
