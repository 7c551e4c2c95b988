import Columns
import Definitions
import EventStore

/// One pass over the events that one rule reads.
struct EstimateScan {
    let dataset: EventDataset
    let runner: BlockRunner
    let reading: EstimateReading

    private struct Worker<Tally: EstimateTally>: Sendable {
        var tally: Tally
        var read = EstimateEvents()
        var found: [(first: Int, keys: [UInt64?])] = []

        var byteCount: Int {
            found.reduce(0) { $0 + $1.keys.count * MemoryLayout<UInt64?>.stride }
        }

        mutating func add(_ partition: EventPartition, _ stretch: Stretch, firstUser: Int) {
            Self.add(read, partition, stretch, firstUser, to: &tally)
        }

        private static func add(
            _ read: EstimateEvents, _ partition: EventPartition, _ stretch: Stretch,
            _ firstUser: Int, to tally: inout Tally
        ) {
            read.kept.forEachUser(partition, stretch, firstUser: firstUser) { slot, events in
                tally.add(slot, events, read, partition, first: stretch.first)
            }
        }
    }

    /// The key of every user number below the dataset's limit.
    func keys<Tally: EstimateTally>(_ tally: Tally, most: Int = 65_536) async throws -> UserKeys {
        let blocks = UserBlocks(dataset, most: most)
        let partitions = reading.partitions(of: dataset)
        let reading = reading
        let workers = try await runner.run(
            blocks: blocks.count, start: { Worker(tally: tally) },
            use: "the users' values", size: \.byteCount,
            body: { worker, block in
                let users = blocks.users(block)
                worker.tally.begin(users.count)
                for partition in partitions {
                    guard let stretch = Stretch(partition, users: users) else { continue }
                    worker.read.read(reading, partition, stretch)
                    guard worker.read.kept.count > 0 else { continue }
                    worker.add(partition, stretch, firstUser: users.lowerBound)
                }
                worker.found.append(
                    (users.lowerBound, (0..<users.count).map { worker.tally.key($0) }))
            })
        var result = UserKeys(count: blocks.userLimit)
        for (first, keys) in workers.flatMap(\.found) {
            try runner.look()
            for (slot, key) in keys.enumerated() {
                guard let key else { continue }
                result.keys[first + slot] = key
                result.present[first + slot] = true
            }
        }
        return result
    }

    /// The users with an event that counts.
    func users() async throws -> UserMask {
        let counts = try await keys(CountTally())
        var mask = UserMask(limit: counts.keys.count)
        for user in counts.keys.indices where OrderKey.integer(counts.keys[user]) > 0 {
            mask.insert(user)
        }
        return mask
    }
}
