import CKernels

/// Events and users by class and point of time, counted from users' kept events.
///
/// A user's events come in time order, so a user is new to a point when the last point that he was
/// seen at is another one: no set of users is kept. Cost: 1 to 2 ns a kept event.
package struct TrendCounts: Sendable {
    package let classCount: Int
    package let pointCount: Int
    /// By class, then by point, and one more place that is not used.
    package private(set) var counts: [Int64]
    /// By class, then by point, and one more place for the users of all points.
    package private(set) var users: [Int64]

    /// Places of a class.
    package var width: Int { pointCount + 1 }

    package init(classCount: Int, pointCount: Int) {
        self.classCount = classCount
        self.pointCount = pointCount
        counts = Array(repeating: 0, count: classCount * (pointCount + 1))
        users = counts
    }

    /// The events of a stretch, whose class is at most `classCount`.
    package struct Stretch {
        package let kept: KeptEvents
        /// The stretch's first event.
        package let firstEvent: Int
        /// Indexes of its users in `userNumbers`.
        package let users: Range<Int>
        package let userNumbers: Column
        package let offsets: Column
        /// The numbers of the block's users.
        package let block: Range<Int>
        /// Bit number - block's first: who counts; nil for all.
        package let members: [UInt64]?

        package init(
            _ kept: KeptEvents, firstEvent: Int, users: Range<Int>, userNumbers: Column,
            offsets: Column, block: Range<Int>, members: [UInt64]?
        ) {
            self.kept = kept
            self.firstEvent = firstEvent
            self.users = users
            self.userNumbers = userNumbers
            self.offsets = offsets
            self.block = block
            self.members = members
        }
    }

    /// Adds a stretch's events. A time t is at `points[t >> 20]`, or at the next point from
    /// `limits[t >> 20]` on; `seen` is the last point of each user of the block in each class, -1 for
    /// none.
    package mutating func add(
        _ stretch: Stretch, points: [Int32], limits: [UInt32], seen: inout [Int32]
    ) {
        precondition(points.count == 4096 && limits.count == 4096, "every time has its place")
        precondition(seen.count >= stretch.block.count * classCount, "room for every user")
        precondition(stretch.users.upperBound < stretch.offsets.count, "inside the users")
        let numbers = unsafe stretch.userNumbers.elements.assumingMemoryBound(to: UInt32.self)
        let starts = unsafe stretch.offsets.elements.assumingMemoryBound(to: UInt32.self)
        let first = stretch.users.lowerBound
        unsafe Self.withPointers(stretch.kept, stretch.members) {
            classes, times, mask, before, bits in
            unsafe points.withUnsafeBufferPointer { points in
                unsafe limits.withUnsafeBufferPointer { limits in
                    var events = unsafe cxm_trend_events(
                        classes: classes, times: times, mask: mask, before: before,
                        users: numbers + first, offsets: starts + first,
                        user_count: stretch.users.count,
                        first_event: UInt32(stretch.firstEvent),
                        first_user: UInt32(stretch.block.lowerBound),
                        slot_count: stretch.block.count, members: bits)
                    var periods = unsafe cxm_trend_periods(
                        points: points.baseAddress!, limits: limits.baseAddress!)
                    unsafe cxm_trend_count(
                        &events, &periods, classCount, width, &counts, &users, &seen)
                }
            }
        }
    }

    private static func withPointers(
        _ kept: KeptEvents, _ members: [UInt64]?,
        _ body: (
            UnsafePointer<UInt8>, UnsafePointer<UInt32>, UnsafePointer<UInt64>,
            UnsafePointer<UInt32>, UnsafePointer<UInt64>?
        ) -> Void
    ) {
        unsafe kept.keptClasses.withUnsafeBufferPointer { classes in
            unsafe kept.keptTimes.withUnsafeBufferPointer { times in
                unsafe kept.mask.withUnsafeBufferPointer { mask in
                    unsafe kept.before.withUnsafeBufferPointer { before in
                        unsafe (members ?? []).withUnsafeBufferPointer { bits in
                            unsafe body(
                                classes.baseAddress!, times.baseAddress!, mask.baseAddress!,
                                before.baseAddress!, members == nil ? nil : bits.baseAddress)
                        }
                    }
                }
            }
        }
    }
}
