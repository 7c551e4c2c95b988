import CKernels

/// Finds times on page by their rank in passes over the events, each of which cuts the interval that
/// holds a time into up to 65,536 parts. Needs no memory for the times themselves.
///
///     var search = StaySearch(rows: 2)
///     search.find(rank, in: [row], low: low, width: width)
///     while search.isOpen { …count every block with `StayCounts(search)`, then search.narrow(all) }
package struct StaySearch: Sendable {
    /// A time that lies at a rank among those of an interval.
    struct Wanted: Sendable {
        var rank: Int
        var low: UInt64
        var width: UInt64
        var shift: UInt32 = 0
        var firstCount = 0
    }

    private(set) var wanted: [Wanted] = []
    /// The indexes of what is wanted at each row, at most four.
    private var wantedAt: [[Int]]
    private(set) var countSize = 0
    /// Room for counts: 16 MB.
    private static let countLimit = 1 << 22

    package init(rows: Int) {
        wantedAt = Array(repeating: [], count: rows)
    }

    /// Looks for the time of a rank among those of the interval at `rows`; returns its index.
    package mutating func find(
        _ rank: Int, in rows: Range<Int>, low: UInt64, width: UInt64
    ) -> Int {
        wanted.append(Wanted(rank: rank, low: low, width: width))
        for row in rows { wantedAt[row].append(wanted.count - 1) }
        prepare()
        return wanted.count - 1
    }

    /// Whether another pass is needed.
    package var isOpen: Bool { wanted.contains { $0.width > 1 } }

    /// The time that was looked for.
    package func value(_ index: Int) -> Int64 { Int64(wanted[index].low) }

    /// Takes what a pass has counted.
    package mutating func narrow(_ parts: [StayCounts]) {
        for index in wanted.indices where wanted[index].width > 1 {
            var place = 0
            let first = wanted[index].firstCount
            while true {
                let count = parts.reduce(0) { $0 + Int($1.counts[first + place]) }
                guard wanted[index].rank >= count else { break }
                wanted[index].rank -= count
                place += 1
            }
            let step = UInt64(1) << UInt64(wanted[index].shift)
            wanted[index].low += UInt64(place) * step
            wanted[index].width = min(step, wanted[index].width - UInt64(place) * step)
        }
        prepare()
    }

    /// Gives every open interval its counts.
    private mutating func prepare() {
        let room = UInt64(max(256, Self.countLimit / max(1, wanted.count)))
        countSize = 0
        for index in wanted.indices where wanted[index].width > 1 {
            var shift: UInt32 = 0
            while (wanted[index].width - 1) >> UInt64(shift) >= room { shift += 1 }
            wanted[index].shift = shift
            wanted[index].firstCount = countSize
            countSize += Int((wanted[index].width - 1) >> UInt64(shift)) + 1
        }
    }

    var intervals: [cxm_stay_intervals] {
        wantedAt.map { indexes in
            precondition(indexes.count <= 4, "up to four a row")
            var row = cxm_stay_intervals()
            func each(_ place: Int) -> Wanted? {
                place < indexes.count && wanted[indexes[place]].width > 1
                    ? wanted[indexes[place]] : nil
            }
            let all = (0..<4).map { each($0) }
            row.low = (all[0]?.low ?? 0, all[1]?.low ?? 0, all[2]?.low ?? 0, all[3]?.low ?? 0)
            row.width = (
                all[0]?.width ?? 0, all[1]?.width ?? 0, all[2]?.width ?? 0, all[3]?.width ?? 0
            )
            row.shift = (
                all[0]?.shift ?? 0, all[1]?.shift ?? 0, all[2]?.shift ?? 0, all[3]?.shift ?? 0
            )
            let at = all.map { UInt32($0?.firstCount ?? 0) }
            row.at = (at[0], at[1], at[2], at[3])
            return row
        }
    }
}

/// What one worker has counted in one pass of a search.
package struct StayCounts: Sendable {
    private let intervals: [cxm_stay_intervals]
    fileprivate var counts: [UInt32]

    package init(_ search: StaySearch) {
        intervals = search.intervals
        counts = Array(repeating: 0, count: search.countSize + 1)
    }

    /// Adds a block's times on page. Cost: 3 ns an event.
    package mutating func count(_ block: PageBlock) {
        unsafe block.withBlock { block in
            unsafe cxm_pages_narrow(block, intervals, &counts)
        }
    }
}
