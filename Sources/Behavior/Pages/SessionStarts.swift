import Columns
import EventStore

/// Where sessions of a stretch start, as far as one partition can tell.
struct SessionStarts: Sendable {
    private var bits: RankedBits
    private let partition: EventPartition
    private let first: Int

    init(_ partition: EventPartition, _ stretch: Stretch) {
        self.partition = partition
        first = stretch.first
        bits = RankedBits(count: stretch.count)
        partition.sessionStart.copyBits(
            from: stretch.first, count: stretch.count, into: &bits.words)
        bits.rank()
    }

    /// Whether a session starts after one event of the stretch and not after another.
    func hasStart(after first: Int, upTo last: Int) -> Bool {
        if last == first + 1 { return bits.words.bit(last) }
        return last > first && bits.upTo(last) != bits.upTo(first)
    }

    func time(_ index: Int) -> Int64 { partition.time(first + index) }
}
