import Columns
import EventStore

/// Which session of a stretch each event belongs to, as far as one partition can tell.
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

    /// The number of the session of event `index` of the stretch.
    func number(_ index: Int) -> Int { bits.upTo(index) }

    func time(_ index: Int) -> Int64 { partition.time(first + index) }
}
