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
    /// What the partial results may take.
    package let memory: MemoryBudget
    /// The pass that several questions go through together; nil for one of its own.
    package let pass: SharedPass?

    /// How far a run has come; read from any thread.
    package final class Progress: Sendable {
        private let done = Atomic<Int>(0)
        private let total = Atomic<Int>(0)
        private let looked = Atomic<Int>(0)

        package init() {}

        /// 0...1
        package var share: Double {
            let total = total.load(ordering: .relaxed)
            return total == 0 ? 0 : Double(done.load(ordering: .relaxed)) / Double(total)
        }

        /// How often it was looked whether the task is cancelled, in all runs.
        package var looks: Int { looked.load(ordering: .relaxed) }

        func begin(_ blocks: Int) {
            done.store(0, ordering: .relaxed)
            total.store(blocks, ordering: .relaxed)
        }

        func advance() {
            done.add(1, ordering: .relaxed)
        }

        func look() {
            looked.add(1, ordering: .relaxed)
        }
    }

    package init(
        threads: Int, progress: Progress? = nil, memory: MemoryBudget = MemoryBudget(),
        pass: SharedPass? = nil
    ) {
        self.threads = max(1, threads)
        self.progress = progress
        self.memory = memory
        self.pass = pass
    }

    /// Throws where the task is cancelled: for what takes long after the last block.
    func look() throws {
        progress?.look()
        try Task.checkCancellation()
    }

    /// Hands out blocks 0..<blocks in order to `threads` workers, each with a partial result of its
    /// own; returns the partial results in no particular order.
    ///
    /// `size` says how many bytes a partial result has grown to, and `use` what they are for; it is
    /// asked every few blocks.
    package func run<Partial: Sendable>(
        blocks: Int, start: @Sendable @escaping () -> Partial, use: String = "its counts",
        size: @Sendable @escaping (Partial) -> Int = { _ in 0 },
        body: @Sendable @escaping (inout Partial, Int) throws -> Void
    ) async throws -> [Partial] {
        let memory = memory
        let failure = BlockJob.Failure()
        let job = BlockJob(blocks: blocks, failure: failure) {
            PartialWorker(
                partial: start(), memory: memory, use: use, size: size, failure: failure, body: body
            )
        }
        let workers: [any BlockWorker]
        if let pass {
            workers = try await pass.run(job)
        } else {
            workers = try await BlockPass(threads: threads, progress: progress).run([job])[0].get()
        }
        for worker in workers { memory.release(worker.charged) }
        return workers.compactMap { ($0 as? PartialWorker<Partial>)?.partial }
    }
}

/// One thread's part of a job.
private struct PartialWorker<Partial: Sendable>: BlockWorker {
    /// The size is measured so often.
    private static var blocksPerMeasurement: Int { 8 }

    var partial: Partial
    let memory: MemoryBudget
    let use: String
    let size: @Sendable (Partial) -> Int
    let failure: BlockJob.Failure
    let body: @Sendable (inout Partial, Int) throws -> Void
    private(set) var charged = 0
    private var done = 0

    init(
        partial: Partial, memory: MemoryBudget, use: String,
        size: @Sendable @escaping (Partial) -> Int, failure: BlockJob.Failure,
        body: @Sendable @escaping (inout Partial, Int) throws -> Void
    ) {
        self.partial = partial
        self.memory = memory
        self.use = use
        self.size = size
        self.failure = failure
        self.body = body
    }

    mutating func work(_ block: Int) throws {
        try body(&partial, block)
        if done % Self.blocksPerMeasurement == 0 { try measure() }
        done += 1
    }

    mutating func measure() throws {
        let bytes = size(partial)
        let more = bytes - charged
        charged = bytes
        try memory.charge(more, for: use)
    }
}
