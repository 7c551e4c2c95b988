import Foundation
import Synchronization

/// A thread of one session, on which its actor runs: DuckDB's calls block.
///
/// The thread lives as long as the executor. Cost: a thread that sleeps between statements.
final class SessionThread: SerialExecutor {
    private let work = Work()

    init() {
        let work = work
        let thread = Thread { work.run() }
        thread.name = "duckdb-session"
        // DuckDB's parser and planner recurse deeply on long expressions.
        thread.stackSize = 8 << 20
        thread.start()
    }

    deinit {
        work.close()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // The closure keeps the executor until the job is done.
        work.add { [self] in unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    /// Runs work that belongs to no task.
    func run(_ work: @escaping @Sendable () -> Void) {
        self.work.add { [self] in
            work()
            // Kept until here, as with jobs.
            withExtendedLifetime(self) {}
        }
    }

    /// Lets `assumeIsolated` hold in such work.
    func checkIsolated() {
        precondition(work.isCurrentThread, "this runs on the session's thread only")
    }

    /// What waits for the thread.
    private final class Work: Sendable {
        private struct State {
            var waiting: [@Sendable () -> Void] = []
            var isClosed = false
            var thread: ObjectIdentifier?
        }

        private let state = Mutex(State())
        private let changed = NSCondition()

        var isCurrentThread: Bool {
            state.withLock { $0.thread } == ObjectIdentifier(Thread.current)
        }

        func add(_ job: @escaping @Sendable () -> Void) {
            state.withLock { $0.waiting.append(job) }
            wake()
        }

        func close() {
            state.withLock { $0.isClosed = true }
            wake()
        }

        /// Runs what is added, in order, until closed.
        func run() {
            state.withLock { $0.thread = ObjectIdentifier(Thread.current) }
            while let jobs = next() {
                for job in jobs { job() }
            }
        }

        private func wake() {
            changed.lock()
            changed.signal()
            changed.unlock()
        }

        /// Waits for work; `nil` once closed.
        private func next() -> [@Sendable () -> Void]? {
            changed.lock()
            defer { changed.unlock() }
            while true {
                let (jobs, isClosed) = state.withLock { state in
                    defer { state.waiting = [] }
                    return (state.waiting, state.isClosed)
                }
                if !jobs.isEmpty { return jobs }
                if isClosed { return nil }
                changed.wait()
            }
        }
    }
}
