import CKernels

/// The kept events of a stretch, and whose they are: what kernels go through user by user.
package struct KeptStretch {
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

    /// A time t is at `points[t >> 20]`, or at the next point from `limits[t >> 20]` on.
    func withEvents(
        points: [Int32], limits: [UInt32],
        _ body: (inout cxm_trend_events, inout cxm_trend_periods) -> Void
    ) {
        precondition(points.count == 4096 && limits.count == 4096, "every time has its place")
        precondition(users.upperBound < offsets.count, "inside the users")
        let numbers = unsafe userNumbers.elements.assumingMemoryBound(to: UInt32.self)
        let starts = unsafe offsets.elements.assumingMemoryBound(to: UInt32.self)
        unsafe withKept { classes, times, mask, before, bits in
            unsafe points.withUnsafeBufferPointer { points in
                unsafe limits.withUnsafeBufferPointer { limits in
                    var events = unsafe cxm_trend_events(
                        classes: classes, times: times, mask: mask, before: before,
                        users: numbers + users.lowerBound, offsets: starts + users.lowerBound,
                        user_count: users.count, first_event: UInt32(firstEvent),
                        first_user: UInt32(block.lowerBound), slot_count: block.count,
                        members: bits)
                    var periods = unsafe cxm_trend_periods(
                        points: points.baseAddress!, limits: limits.baseAddress!)
                    unsafe body(&events, &periods)
                }
            }
        }
    }

    private func withKept(
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
