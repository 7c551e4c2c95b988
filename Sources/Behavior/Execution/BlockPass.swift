import Synchronization

/// The work of one scan, block by block, whatever its partial results are.
struct BlockJob: Sendable {
    let blocks: Int
    /// Shared by the workers.
    let failure: Failure
    /// A new worker.
    let start: @Sendable () -> any BlockWorker

    init(
        blocks: Int, failure: Failure, start: @Sendable @escaping () -> any BlockWorker
    ) {
        self.blocks = blocks
        self.failure = failure
        self.start = start
    }

    /// Why a job ended before its last block: the first error of any worker.
    final class Failure: Sendable {
        private let isSet = Atomic<Bool>(false)
        private let first = Mutex<(any Error)?>(nil)

        var hasHappened: Bool { isSet.load(ordering: .relaxed) }
        var error: (any Error)? { first.withLock { $0 } }

        func set(_ error: any Error) {
            first.withLock { if $0 == nil { $0 = error } }
            isSet.store(true, ordering: .relaxed)
        }
    }
}

/// One thread's part of a job.
protocol BlockWorker: Sendable {
    /// The bytes that it has charged.
    var charged: Int { get }
    var failure: BlockJob.Failure { get }
    mutating func work(_ block: Int) throws
    /// Charges what the partial result takes by now.
    mutating func measure() throws
}

/// One pass over the blocks of a dataset for one scan or for several, so that what a block's columns
/// bring into the cache serves them all.
struct BlockPass: Sendable {
    let threads: Int
    let progress: BlockRunner.Progress?

    typealias Outcome = Result<[any BlockWorker], any Error>

    /// The workers of each job, or why it has failed; one that fails does not end the others. Jobs
    /// that cut the users into another number of blocks get a pass of their own.
    func run(_ jobs: [BlockJob]) async -> [Outcome] {
        let groups = Dictionary(grouping: jobs.indices) { jobs[$0].blocks }
        progress?.begin(groups.keys.reduce(0) { $0.addingReportingOverflow($1).partialValue })
        var outcomes = jobs.map { _ in Outcome.success([]) }
        for (blocks, places) in groups.sorted(by: { $0.key < $1.key }) {
            let workers = await run(places.map { jobs[$0] }, blocks: blocks)
            for (index, place) in places.enumerated() {
                outcomes[place] = workers.flatMap { workers in
                    jobs[place].failure.error.map { .failure($0) }
                        ?? .success(workers.map { $0[index] })
                }
            }
        }
        return outcomes
    }

    /// What each thread has made of each job.
    private func run(
        _ jobs: [BlockJob], blocks: Int
    ) async -> Result<[[any BlockWorker]], any Error> {
        let queue = Queue()
        do {
            return .success(
                try await withThrowingTaskGroup(of: [any BlockWorker].self) { group in
                    for _ in 0..<min(threads, max(1, blocks)) {
                        group.addTask { try await work(jobs, queue, blocks) }
                    }
                    var all: [[any BlockWorker]] = []
                    for try await workers in group { all.append(workers) }
                    return all
                })
        } catch {
            return .failure(error)
        }
    }

    private func work(
        _ jobs: [BlockJob], _ queue: Queue, _ blocks: Int
    ) async throws -> [any BlockWorker] {
        var workers = jobs.map { $0.start() }
        var lastYield = ContinuousClock.now
        while let block = queue.next(below: blocks) {
            progress?.look()
            try Task.checkCancellation()
            for index in workers.indices { workers[index].attempt(block) }
            progress?.advance()
            if workers.allSatisfy(\.failure.hasHappened) { break }
            // The workers may hold every thread of the pool: whoever waits for one, a server's other
            // requests and the notice of a closed connection, gets a turn every few milliseconds.
            // After every block it would cost a tenth of the time.
            if ContinuousClock.now - lastYield > .milliseconds(4) {
                await Task.yield()
                lastYield = ContinuousClock.now
            }
        }
        for index in workers.indices { workers[index].attempt(nil) }
        return workers
    }

    private final class Queue: Sendable {
        private let position = Atomic<Int>(0)

        func next(below limit: Int) -> Int? {
            let index = position.add(1, ordering: .relaxed).oldValue
            return index < limit ? index : nil
        }
    }
}

extension BlockWorker {
    /// Does a block, or measures after the last one; nothing once some worker of the job has failed.
    fileprivate mutating func attempt(_ block: Int?) {
        guard !failure.hasHappened else { return }
        do {
            if let block { try work(block) } else { try measure() }
        } catch {
            failure.set(error)
        }
    }
}
