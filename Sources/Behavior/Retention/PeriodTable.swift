import Definitions
import EventStore

/// The calendar's periods for the times of one partition.
///
/// A *place* is a period's index plus 1, so that 0 stands for all time before the first. Cost: two
/// loads a time.
struct PeriodTable: Sendable {
    /// The place at the start of each 2^22 milliseconds, about 70 minutes.
    private let places: [Int32]
    /// Where each place ends, in milliseconds from the partition's start.
    private let ends: [Int64]

    init(_ calendar: PeriodCalendar, partition: EventPartition) {
        let start = partition.start
        places = (0..<1024).map { Int32(calendar.index(of: start + Int64($0) << 22) + 1) }
        ends = calendar.starts.map { $0 - start } + [.max]
    }

    /// The place of a time in milliseconds from the partition's start.
    @inline(__always)
    func place(_ time: UInt32) -> Int {
        var place = Int(places[Int(time >> 22)])
        while Int64(time) >= ends[place] { place += 1 }
        return place
    }

    @inline(__always)
    func end(_ place: Int) -> Int64 { ends[place] }

    /// The period at the start of each 2^20 milliseconds, and where the next one begins before their
    /// end; -1 before the first, and `UInt32.max` for nowhere.
    func steps() -> (periods: [Int32], limits: [UInt32]) {
        var steps: (periods: [Int32], limits: [UInt32]) = ([], [])
        for index in 0..<UInt32(4096) {
            let place = place(index << 20)
            steps.periods.append(Int32(place - 1))
            steps.limits.append(UInt32(clamping: end(place)))
        }
        return steps
    }
}
