import Bitmaps
import Synchronization

/// Hands out blocks to threads, counts them, and watches memory.
///
///     let runner = ScanRunner(threads: 2, memoryLimit: 6 << 30, spillFolder: folder)
///
/// A cancelled task stops after the block that it is in, which takes milliseconds to a second.
package final class ScanRunner: Sendable {
    package let threads: Int
    /// Bytes that partial results may take; nil for no limit.
    package let memoryLimit: Int?
    /// Where results go that are over half of the limit; nil keeps them in memory.
    package let spillFolder: String?
    private let used = Atomic<Int>(0)
    private let most = Atomic<Int>(0)
    private let done = Atomic<Int>(0)
    private let total = Atomic<Int>(0)
    private let files = Atomic<Int>(0)

    package init(threads: Int = 1, memoryLimit: Int? = nil, spillFolder: String? = nil) {
        self.threads = max(1, threads)
        self.memoryLimit = memoryLimit
        self.spillFolder = spillFolder
    }

    /// How much of the blocks is done, 0...1; read from any thread.
    package var progress: Double {
        let total = total.load(ordering: .relaxed)
        return total == 0 ? 0 : Double(done.load(ordering: .relaxed)) / Double(total)
    }

    /// The most bytes that were charged at one time.
    package var peakBytes: Int { most.load(ordering: .relaxed) }

    /// A log for a thread's results, which keeps to the thread's share of the limit.
    func log(_ sets: Int) -> BitmapLog {
        guard let spillFolder, let memoryLimit else { return BitmapLog(sets: sets) }
        let number = files.add(1, ordering: .relaxed).newValue
        return BitmapLog(
            sets: sets, spillPath: "\(spillFolder)/sets-\(number).spill",
            limit: memoryLimit / 2 / threads)
    }

    /// Books what a partial result has grown to.
    func charge(_ bytes: Int, was: inout Int) throws {
        let sum = used.add(bytes - was, ordering: .relaxed).newValue
        was = bytes
        most.max(sum, ordering: .relaxed)
        if let memoryLimit, sum > memoryLimit {
            throw ScanError.memory(use: "its sets", needed: sum, limit: memoryLimit)
        }
    }

    func release(_ bytes: Int) {
        used.subtract(bytes, ordering: .relaxed)
    }

    /// Calls `body` with every block, in ascending order on each thread; each thread has a partial
    /// result of its own, of which `finish` makes what is returned.
    func run<Partial, Result: Sendable>(
        blocks: Int, start: @Sendable @escaping () -> Partial,
        finish: @Sendable @escaping (Partial) throws -> Result,
        body: @Sendable @escaping (inout Partial, Int) throws -> Void
    ) async throws -> [Result] {
        done.store(0, ordering: .relaxed)
        total.store(blocks, ordering: .relaxed)
        let queue = BlockQueue()
        return try await withThrowingTaskGroup(of: Result.self) { group in
            for _ in 0..<min(threads, max(1, blocks)) {
                group.addTask { [self] in
                    var partial = start()
                    while let block = queue.next(below: blocks) {
                        try Task.checkCancellation()
                        try body(&partial, block)
                        done.add(1, ordering: .relaxed)
                        await Task.yield()
                    }
                    return try finish(partial)
                }
            }
            var results: [Result] = []
            for try await result in group { results.append(result) }
            return results
        }
    }
}

private final class BlockQueue: Sendable {
    private let position = Atomic<Int>(0)

    func next(below limit: Int) -> Int? {
        let block = position.add(1, ordering: .relaxed).oldValue
        return block < limit ? block : nil
    }
}
