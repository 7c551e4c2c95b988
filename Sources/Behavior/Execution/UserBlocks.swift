import Columns
package import EventStore

/// The users of a dataset cut into blocks of consecutive numbers whose events fit the cache.
package struct UserBlocks: Sendable {
    package let userLimit: Int
    package let blockSize: Int

    /// About how many events a block should have: their codes and times stay in the L2 cache.
    static let eventsPerBlock = 65_536

    /// `most`: how many users a block has at the most; 64 divides it. `events`: about how many events.
    package init(
        _ dataset: EventDataset, most: Int = 65_536, events: Int = UserBlocks.eventsPerBlock
    ) {
        precondition(most >= 64 && most % 64 == 0, "blocks start at whole words of a mask")
        userLimit = dataset.userNumberLimit
        let perEvent = Double(userLimit) / Double(max(1, dataset.eventCount))
        let wanted = Int(Double(events) * perEvent)
        blockSize = min(most, max(64, (wanted + 63) / 64 * 64))
    }

    package var count: Int { (userLimit + blockSize - 1) / blockSize }

    /// The user numbers of a block.
    package func users(_ block: Int) -> Range<Int> {
        block * blockSize..<min(userLimit, (block + 1) * blockSize)
    }
}

/// The part of a partition that belongs to a block: its users and a stretch of events around theirs.
package struct Stretch: Sendable {
    /// Indexes into the partition's users.
    package let users: Range<Int>
    /// Where the stretch starts; 64 divides it.
    package let first: Int
    /// Events from `first` to the last user's last.
    package let count: Int

    package init?(_ partition: EventPartition, users numbers: Range<Int>) {
        let lower = partition.userIndex(of: numbers.lowerBound)
        let upper = partition.userIndex(of: numbers.upperBound)
        guard lower < upper else { return nil }
        users = lower..<upper
        (first, count) = partition.offsets.withCodes(as: UInt32.self) { offsets in
            let first = Int(offsets[lower]) / 64 * 64
            return (first, Int(offsets[upper]) - first)
        }
    }

    /// Where about the stretch lies that comes so many stretches later; its codes, times and the codes of
    /// `property` will be read.
    func ahead(in partition: EventPartition, stretches: Int, property: Column?) -> EventsAhead {
        let start = first + stretches * count
        return EventsAhead(
            codes: partition.event, times: partition.time, values: property,
            events: start..<start + count)
    }
}

extension EventPartition {
    /// The index of the first user whose number is at least `number`.
    func userIndex(of number: Int) -> Int {
        users.withCodes(as: UInt32.self) { users in
            var low = 0
            var high = userCount
            while low < high {
                let middle = (low + high) / 2
                if Int(users[middle]) < number { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}
