import CKernels

/// Who has some events and when, list by list, taken from a partition's columns.
///
///     let lists = PostingCollection(codes: [7, 9], counts: [120, 45], columns)
///     lists.users     // lower 16 bits of user numbers: 120 of code 7, then 45 of code 9
///     lists.starts    // where each block of 65,536 users starts, code by code
///
/// Cost: one pass over the event codes at memory speed, and a few ns for each event of a list.
package struct PostingCollection {
    package private(set) var users: [UInt16]
    package private(set) var times: [UInt32]
    /// Element `list * blockCount + block`, counted from this collection's first event.
    package private(set) var starts: [UInt32]

    /// A partition's columns: events of `users[k]` are `offsets[k] ..< offsets[k + 1]`.
    package struct Columns {
        let users: Column
        let offsets: Column
        let times: Column
        let events: Column

        package init(users: Column, offsets: Column, times: Column, events: Column) {
            precondition(offsets.count == users.count + 1, "an offset a user, and the end")
            precondition(times.count == events.count, "a time an event")
            self.users = users
            self.offsets = offsets
            self.times = times
            self.events = events
        }

        /// Blocks of 65,536 user numbers, up to the last user's.
        package var blockCount: Int {
            users.count == 0 ? 0 : Int(users.code(at: users.count - 1)) >> 16 + 1
        }
    }

    /// `counts`: how often each code occurs; at most 255 codes.
    package init(codes: [Int], counts: [Int], _ columns: Columns) {
        precondition(codes.count == counts.count && codes.count <= 255, "a count a code, and few")
        let total = counts.reduce(0, +)
        var table = Array(repeating: UInt8(0), count: 65_536)
        var cursors: [UInt32] = []
        var place = 0
        for (index, code) in codes.enumerated() {
            table[code] = UInt8(index + 1)
            cursors.append(UInt32(place))
            place += counts[index]
        }
        users = Array(repeating: 0, count: total)
        times = Array(repeating: 0, count: total)
        starts = Array(repeating: 0, count: codes.count * columns.blockCount)
        guard total > 0 else { return }
        var source = unsafe cxm_posting_source(
            events: columns.events.elements, event_width: Int32(columns.events.header.width),
            event_count: columns.events.count,
            times: columns.times.elements.assumingMemoryBound(to: UInt32.self),
            users: columns.users.elements.assumingMemoryBound(to: UInt32.self),
            offsets: columns.offsets.elements.assumingMemoryBound(to: UInt32.self),
            user_count: columns.users.count, block_count: columns.blockCount)
        unsafe cxm_postings_collect(
            &source, table, codes.count, &cursors, &starts, &users, &times)
    }
}

extension Column {
    /// How often each code from 0 to 65,535 occurs; codes are one or two bytes wide.
    package func codeCounts() -> [Int] {
        precondition(header.width == 1 || header.width == 2, "codes of events")
        var counts = Array(repeating: UInt32(0), count: 65_536)
        unsafe cxm_count_codes(elements, Int32(header.width), count, &counts)
        return counts.map { Int($0) }
    }
}
