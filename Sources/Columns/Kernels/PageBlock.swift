import CKernels

/// The events of a block's users that count for a page table, user by user over all partitions, and
/// where their sessions start. Its memory is reused from block to block.
///
///     block.begin(slots: users.count)
///     for partition in partitions { block.append(&kept, part, rows: rowOfValue) }
///     block.forEachEvent(of: 0) { event in … }
package struct PageBlock: Sendable {
    /// One event that counts.
    package struct Event {
        package let time: Int64
        package let row: Int
        package let isView: Bool
        package let isClick: Bool
        /// Whether a session starts between the user's event before and this one.
        package let startsSession: Bool
        /// Where it stands among the block's.
        package let index: Int
    }

    /// Where the kept events of a stretch come from.
    package struct Part {
        package let userNumbers: Column
        package let offsets: Column
        package let times: Column
        /// Indexes of the stretch's users in `userNumbers`.
        package let users: Range<Int>
        package let firstEvent: Int
        package let firstUser: Int
        /// Milliseconds since 1970 that times count from.
        package let start: Int64
        package let sessionGap: Int64
        /// Where sessions start, as far as the partition can tell: a bit an event of the stretch.
        package let starts: [UInt64]

        package init(
            userNumbers: Column, offsets: Column, times: Column, users: Range<Int>,
            firstEvent: Int, firstUser: Int, start: Int64, sessionGap: Int64, starts: [UInt64]
        ) {
            self.userNumbers = userNumbers
            self.offsets = offsets
            self.times = times
            self.users = users
            self.firstEvent = firstEvent
            self.firstUser = firstUser
            self.start = start
            self.sessionGap = sessionGap
            self.starts = starts
        }
    }

    private var classes: [UInt8] = []
    private var times: [UInt32] = []
    private var rows: [UInt32] = []
    private var slots: [cxm_page_slot] = []
    private var stretches: [cxm_page_stretch] = []

    package init() {}

    package var slotCount: Int { slots.count }
    package var eventCount: Int { times.count }

    /// Forgets the block before.
    package mutating func begin(slots count: Int) {
        classes.removeAll(keepingCapacity: true)
        times.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        stretches.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
        let unseen = cxm_page_slot(
            last_time: .min / 2, first: -1, last: -1, closed: 1, unused: 0)
        slots.append(contentsOf: repeatElement(unseen, count: count))
    }

    /// Adds the kept events of the users in the next partition. The row of a value is `table[value]`,
    /// and the last of `table` for values beyond it.
    package mutating func append(_ kept: inout KeptEvents, _ part: Part, rows table: [UInt32]) {
        precondition(kept.values.count >= kept.count && !table.isEmpty, "a value an event")
        let first = times.count
        addStretches(&kept, part, firstKept: first)
        classes.append(contentsOf: kept.keptClasses[..<kept.count])
        times.append(contentsOf: kept.keptTimes[..<kept.count])
        rows.append(contentsOf: repeatElement(0, count: kept.count))
        guard kept.count > 0 else { return }
        unsafe rows.withUnsafeMutableBufferPointer { rows in
            unsafe cxm_pages_rows(
                kept.values, kept.count, table, table.count, rows.baseAddress! + first)
        }
    }

    private mutating func addStretches(_ kept: inout KeptEvents, _ part: Part, firstKept: Int) {
        precondition(part.users.upperBound < part.offsets.count, "inside the users")
        precondition(!part.users.isEmpty, "a stretch has users")
        let upper = Int(part.offsets.code(at: part.users.upperBound))
        precondition(upper <= part.times.count && part.firstEvent % 64 == 0, "inside the column")
        precondition(part.starts.count >= (upper - part.firstEvent + 63) / 64, "a bit an event")
        let last = Int(part.userNumbers.code(at: part.users.upperBound - 1))
        precondition(last < part.firstUser + slots.count, "users of the block")
        let count = stretches.count
        stretches.append(contentsOf: repeatElement(cxm_page_stretch(), count: part.users.count))
        let found = unsafe Self.withPart(&kept, part, firstKept) { part in
            unsafe cxm_pages_stretches(part, &slots, &stretches, count)
        }
        stretches.removeLast(count + part.users.count - found)
    }

    private static func withPart(
        _ kept: inout KeptEvents, _ part: Part, _ firstKept: Int,
        _ body: (UnsafePointer<cxm_page_part>) -> Int
    ) -> Int {
        let numbers = unsafe part.userNumbers.elements.assumingMemoryBound(to: UInt32.self)
        let offsets = unsafe part.offsets.elements.assumingMemoryBound(to: UInt32.self)
        let times = unsafe part.times.elements.assumingMemoryBound(to: UInt32.self)
        let (mask, before, positions) = (kept.mask, kept.before, kept.positions)
        return unsafe kept.keptClasses.withUnsafeMutableBufferPointer { classes in
            unsafe positions.withUnsafeBufferPointer { positions in
                unsafe mask.withUnsafeBufferPointer { mask in
                    unsafe before.withUnsafeBufferPointer { before in
                        unsafe part.starts.withUnsafeBufferPointer { starts in
                            var stretch = unsafe cxm_page_part(
                                classes: classes.baseAddress!, positions: positions.baseAddress!,
                                mask: mask.baseAddress!, before: before.baseAddress!,
                                starts: starts.baseAddress!, times: times + part.firstEvent,
                                users: numbers + part.users.lowerBound,
                                offsets: offsets + part.users.lowerBound,
                                user_count: part.users.count,
                                first_event: UInt32(part.firstEvent),
                                first_user: UInt32(part.firstUser),
                                first_kept: UInt32(firstKept), start: part.start,
                                session_gap: part.sessionGap)
                            return unsafe body(&stretch)
                        }
                    }
                }
            }
        }
    }

    /// Goes through a user's events in order.
    package func forEachEvent(of slot: Int, _ body: (Event) -> Void) {
        var next = slots[slot].first
        while next >= 0 {
            let stretch = stretches[Int(next)]
            for index in Int(stretch.begin)..<Int(stretch.end) {
                let bits = Int(classes[index])
                body(
                    Event(
                        time: stretch.start + Int64(times[index]), row: Int(rows[index]),
                        isView: bits & CXM_PAGES_VIEW != 0,
                        isClick: bits & CXM_PAGES_CLICK != 0,
                        startsSession: bits & CXM_PAGES_START != 0, index: index))
            }
            next = stretch.next
        }
    }

    func withBlock(_ body: (UnsafePointer<cxm_page_block>) -> Void) {
        guard !times.isEmpty, !slots.isEmpty else { return }
        unsafe classes.withUnsafeBufferPointer { classes in
            unsafe times.withUnsafeBufferPointer { times in
                unsafe rows.withUnsafeBufferPointer { rows in
                    unsafe slots.withUnsafeBufferPointer { slots in
                        unsafe stretches.withUnsafeBufferPointer { stretches in
                            var block = unsafe cxm_page_block(
                                classes: classes.baseAddress!, times: times.baseAddress!,
                                rows: rows.baseAddress!, slots: slots.baseAddress!,
                                stretches: stretches.baseAddress!, slot_count: slots.count)
                            unsafe body(&block)
                        }
                    }
                }
            }
        }
    }
}
