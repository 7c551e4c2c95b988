import Columns
import EventStore

extension KeptEvents {
    /// Calls `body` with each user of the stretch who counts and has kept events: the user's place in
    /// the block, and where the events stand among the kept. `members`: bit number - `firstUser` is set
    /// for who counts; nil for all.
    @inline(__always)
    func forEachUser(
        _ partition: EventPartition, _ stretch: Stretch, firstUser: Int, members: [UInt64]? = nil,
        _ body: (_ slot: Int, _ events: Range<Int>) -> Void
    ) {
        let (first, count) = (stretch.users.lowerBound, stretch.users.count)
        var numbers = Array(repeating: UInt32(0), count: count)
        var offsets = Array(repeating: UInt32(0), count: count + 1)
        partition.users.readCodes(from: first, count: count, into: &numbers)
        partition.offsets.readCodes(from: first, count: count + 1, into: &offsets)
        var end = keptBefore(Int(offsets[0]) - stretch.first)
        for index in 0..<count {
            let begin = end
            end = keptBefore(Int(offsets[index + 1]) - stretch.first)
            guard begin < end else { continue }
            let slot = Int(numbers[index]) - firstUser
            if let members, !members.bit(slot) { continue }
            body(slot, begin..<end)
        }
    }
}
