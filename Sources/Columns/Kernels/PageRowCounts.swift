import CKernels

/// What blocks of users do at each row of a page table. Nothing is kept of a view: times on page are
/// counted by bucket, from which `StaySearch` finds their ranks.
package struct PageRowCounts: Sendable {
    /// What is counted at one row.
    package struct Row: Sendable {
        package var views = 0
        package var visitors = 0
        package var sessions = 0
        package var entries = 0
        package var entryUsers = 0
        package var exits = 0
        package var exitUsers = 0
        package var bounces = 0
        package var bounceUsers = 0
        package var clicks = 0
        package var clickers = 0
        package var staySum: Int64 = 0
    }

    /// What a user of the block did; the bits of an element of `groups`.
    package enum Group: UInt8, CaseIterable, Sendable {
        case visited = 1
        case entered = 2
        case exited = 4
        case bounced = 8
        case clicked = 16
    }

    package let places: StayPlaces
    private var counts: [cxm_page_row]
    private var stays: [UInt32]
    /// Of each user of the last block: what he did at the row asked for.
    package private(set) var groups: [UInt8] = []
    /// Users of all blocks by what they did at the row asked for.
    package private(set) var users: [Group: Int] = [:]

    package init(rows count: Int, places: StayPlaces) {
        self.places = places
        counts = Array(repeating: cxm_page_row(), count: count)
        stays = Array(repeating: 0, count: count * places.count)
    }

    /// What the rows and their times take.
    package var byteCount: Int {
        counts.count * MemoryLayout<cxm_page_row>.stride + 4 * stays.count + groups.count
    }

    /// Adds a block's events; `row` is the one that `groups` speaks of, nil for all together.
    ///
    /// Cost: 5 ns an event.
    package mutating func count(_ block: PageBlock, row: Int?) {
        groups.removeAll(keepingCapacity: true)
        groups.append(contentsOf: repeatElement(0, count: block.slotCount))
        precondition(row ?? 0 < counts.count, "a row of the table")
        unsafe block.withBlock { block in
            unsafe places.table.withUnsafeBufferPointer { table in
                unsafe cxm_pages_count(
                    block, &counts, counts.count, table.baseAddress!, &stays,
                    Int64(row ?? -1), &groups)
            }
        }
        for group in Group.allCases {
            var found = 0
            for bits in groups where bits & group.rawValue != 0 { found += 1 }
            users[group, default: 0] += found
        }
    }

    package subscript(row: Int) -> Row {
        let count = counts[row]
        var row = Row()
        row.views = Int(count.views)
        row.visitors = Int(count.visitors)
        row.sessions = Int(count.sessions)
        row.entries = Int(count.entries)
        row.entryUsers = Int(count.entry_users)
        row.exits = Int(count.exits)
        row.exitUsers = Int(count.exit_users)
        row.bounces = Int(count.bounces)
        row.bounceUsers = Int(count.bounce_users)
        row.clicks = Int(count.clicks)
        row.clickers = Int(count.clickers)
        row.staySum = count.stay_sum
        return row
    }

    /// Times on page of a row at a place.
    package func stays(at row: Int, place: Int) -> Int {
        Int(stays[place * counts.count + row])
    }
}

/// Buckets of times on page: 64 for each doubling, cut in two where a bound of a histogram lies.
package struct StayPlaces: Sendable {
    package let bounds: [Int64]
    /// The least time of each place, and of the one after the last.
    package let lows: [UInt64]
    let table: [cxm_stay_place]

    /// `bounds`: ascending, each in a bucket of its own, included in the place below it.
    package init(bounds: [Int64]) {
        self.bounds = bounds
        var table: [cxm_stay_place] = []
        var lows: [UInt64] = []
        var next = 0
        for bucket in 0..<UInt32(CXM_STAY_BUCKETS) {
            let low = cxm_stay_bucket_low(bucket)
            let end = bucket + 1 < UInt32(CXM_STAY_BUCKETS) ? cxm_stay_bucket_low(bucket + 1) : .max
            let place = UInt64(lows.count)
            lows.append(low)
            guard next < bounds.count, UInt64(bounds[next]) < end else {
                table.append(cxm_stay_place(limit: .max, place: place))
                continue
            }
            let bound = UInt64(bounds[next])
            next += 1
            precondition(
                next == bounds.count || UInt64(bounds[next]) >= end, "a bound a bucket")
            lows.append(bound + 1)
            table.append(cxm_stay_place(limit: bound, place: place))
        }
        self.table = table
        self.lows = lows + [.max]
    }

    package var count: Int { lows.count - 1 }

    /// The place of a time.
    package func place(of stay: Int64) -> Int {
        let entry = table[Int(cxm_stay_bucket(UInt64(stay)))]
        return Int(entry.place) + (UInt64(stay) > entry.limit ? 1 : 0)
    }
}
