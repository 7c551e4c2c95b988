import CKernels

/// The first start of each user of a block, and the periods after it in which he returned: up to 64,
/// one bit each.
///
/// Cost: 2 to 3 ns a start or return, and as much a user.
package struct CohortMarks: Sendable {
    /// Classes of events: a start, a return, or the sum of both.
    package static let start = UInt8(CXM_START)
    package static let comeback = UInt8(CXM_RETURN)

    /// The period of the first start by slot (user number - block's first); negative for none.
    package private(set) var cohorts: [Int32] = []
    /// Bit n: active n periods later.
    package private(set) var marks: [UInt64] = []

    /// How many periods are told apart, from that of the start on.
    package let periodCount: Int

    package init(periodCount: Int) {
        precondition((1...64).contains(periodCount), "one bit a period")
        self.periodCount = periodCount
    }

    package mutating func begin(userCount: Int) {
        cohorts = Array(repeating: Int32(CXM_NO_COHORT), count: userCount)
        marks = Array(repeating: 0, count: userCount)
    }

    /// Reads a stretch of the next partition. `range`: where starts count, in milliseconds from its
    /// start; `isFirstEver`: a start before it keeps the user out. A time t is in period
    /// `periods[t >> 20]`, or in the next one from `limits[t >> 20]` on.
    package mutating func read(
        _ stretch: KeptStretch, periods: [Int32], limits: [UInt32], range: Range<Int64>,
        isFirstEver: Bool
    ) {
        precondition(cohorts.count == stretch.block.count, "a slot a user of the block")
        unsafe withState { state in
            var state = unsafe state
            unsafe stretch.withEvents(points: periods, limits: limits) { events, points in
                unsafe cxm_cohort_mark(
                    &events, &points, range.lowerBound, range.upperBound, isFirstEver ? 1 : 0,
                    &state)
            }
        }
    }

    /// Adds every user to the cells of his cohort, which are `width`: its own, then one a period.
    package mutating func add(to counts: inout [Int], width: Int) {
        precondition(width > periodCount, "a cell a period")
        let greatest = Int(cohorts.max() ?? -1)
        precondition((greatest + 1) * width <= counts.count, "cells of every cohort")
        let slots = cohorts.count
        unsafe withState { state in
            var state = unsafe state
            unsafe counts.withUnsafeMutableBufferPointer { counts in
                guard let start = counts.baseAddress else { return }
                unsafe start.withMemoryRebound(to: Int64.self, capacity: counts.count) {
                    unsafe cxm_cohort_count(&state, slots, width, $0)
                }
            }
        }
    }

    private mutating func withState(_ body: (cxm_cohort_state) -> Void) {
        let count = UInt32(periodCount)
        unsafe cohorts.withUnsafeMutableBufferPointer { cohorts in
            unsafe marks.withUnsafeMutableBufferPointer { marks in
                guard let first = cohorts.baseAddress, let bits = marks.baseAddress else { return }
                unsafe body(cxm_cohort_state(cohorts: first, marks: bits, mark_count: count))
            }
        }
    }
}
