import Definitions
import EventStore
import Foundation

/// A home in a temporary folder, removed when the last reference goes.
final class TestHome {
    let path: String

    init() {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("cxm-test-\(UUID().uuidString)").path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Imports the events in batches of the given sizes, the last one repeated.
    @discardableResult
    func ingest(
        _ events: [StoredEvent], into dataset: String = "test", _ plan: IngestPlan,
        batchSizes: [Int] = [1000], memoryLimit: Int = 1 << 30
    ) throws -> IngestSummary {
        let ingest = try EventIngest(
            home: path, dataset: dataset, plan: plan, memoryLimit: memoryLimit)
        var rest = events[...]
        var turn = 0
        while !rest.isEmpty {
            let size = batchSizes[min(turn, batchSizes.count - 1)]
            try ingest.append(EventBatch(Array(rest.prefix(size)), plan: plan))
            rest = rest.dropFirst(size)
            turn += 1
        }
        return try ingest.commit()
    }

    func events(_ dataset: String = "test") throws -> [StoredEvent] {
        try storedEvents(path, dataset)
    }

    func folder(_ dataset: String = "test") -> String { "\(path)/datasets/\(dataset)" }

    /// The files and folders of a dataset, sorted.
    func names(_ dataset: String = "test") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder(dataset)).sorted()
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
