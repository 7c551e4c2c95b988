import Synchronization

/// Runs independent blocks of work on several threads; knows no analysis.
///
///     let partials = try await BlockRunner(threads: 2).run(blocks: 100, start: { 0 }) { sum, block in
///         sum += block
///     }
///
/// A cancelled task stops after the block it is in: blocks are sized to take about a millisecond.
package struct BlockRunner: Sendable {
    package let threads: Int
    /// Blocks that are done so far; nil where nobody watches.
    package let progress: Progress?

    /// How far a run has come; read from any thread.
    package final class Progress: Sendable {
        private let done = Atomic<Int>(0)
        private let total = Atomic<Int>(0)

        package init() {}

        /// 0...1
        package var share: Double {
            let total = total.load(ordering: .relaxed)
            return total == 0 ? 0 : Double(done.load(ordering: .relaxed)) / Double(total)
        }

        func begin(_ blocks: Int) {
            done.store(0, ordering: .relaxed)
            total.store(blocks, ordering: .relaxed)
        }

        func advance() {
            done.add(1, ordering: .relaxed)
        }
    }

    package init(threads: Int, progress: Progress? = nil) {
        self.threads = max(1, threads)
        self.progress = progress
    }

    /// Hands out blocks 0..<blocks in order to `threads` workers, each with a partial result of its
    /// own; returns the partial results in no particular order.
    package func run<Partial: Sendable>(
        blocks: Int, start: @Sendable @escaping () -> Partial,
        body: @Sendable @escaping (inout Partial, Int) throws -> Void
    ) async throws -> [Partial] {
        let queue = Queue()
        let progress = progress
        progress?.begin(blocks)
        return try await withThrowingTaskGroup(of: Partial.self) { group in
            for _ in 0..<min(threads, max(1, blocks)) {
                group.addTask {
                    var partial = start()
                    var lastYield = ContinuousClock.now
                    while let block = queue.next(below: blocks) {
                        try Task.checkCancellation()
                        try body(&partial, block)
                        progress?.advance()
                        // The workers may hold every thread of the pool: whoever waits for one, a
                        // server's other requests and the notice of a closed connection, gets a turn
                        // every few milliseconds. After every block it would cost a tenth of the time.
                        if ContinuousClock.now - lastYield > .milliseconds(4) {
                            await Task.yield()
                            lastYield = ContinuousClock.now
                        }
                    }
                    return partial
                }
            }
            var partials: [Partial] = []
            for try await partial in group { partials.append(partial) }
            return partials
        }
    }

    private final class Queue: Sendable {
        private let position = Atomic<Int>(0)

        func next(below limit: Int) -> Int? {
            let index = position.add(1, ordering: .relaxed).oldValue
            return index < limit ? index : nil
        }
    }
}
