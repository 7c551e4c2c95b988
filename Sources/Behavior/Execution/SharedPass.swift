/// Lets several questions about one dataset go through its blocks together, without knowing of each
/// other.
///
///     let pass = SharedPass(questions: 2, threads: 2)
///     // in a task for each question:
///     let answer = try await FunnelEngine(dataset: dataset, runner: BlockRunner(threads: 2, pass: pass))…
///     await pass.leave()
///
/// A question that needs a pass waits until every other one needs one too, or has left; then one pass
/// does the work of all. Every question must leave, also one that fails.
package actor SharedPass {
    private let pass: BlockPass
    /// Questions that have not left.
    private var open: Int
    private var waiting: [Waiter] = []
    /// How many passes there were.
    package private(set) var passCount = 0

    private struct Waiter {
        let job: BlockJob
        let continuation: CheckedContinuation<[any BlockWorker], any Error>
    }

    package init(questions: Int, threads: Int, progress: BlockRunner.Progress? = nil) {
        pass = BlockPass(threads: max(1, threads), progress: progress)
        open = questions
    }

    /// A question needs no pass any more.
    package func leave() async {
        open -= 1
        if waiting.count == open { _ = await start(nil) }
    }

    func run(_ job: BlockJob) async throws -> [any BlockWorker] {
        if waiting.count + 1 == open, let outcome = await start(job) {
            return try outcome.get()
        }
        return try await withCheckedThrowingContinuation {
            waiting.append(Waiter(job: job, continuation: $0))
        }
    }

    /// Does the work of all who wait, and of one more; returns that one's outcome.
    private func start(_ last: BlockJob?) async -> BlockPass.Outcome? {
        let waiters = waiting
        waiting = []
        guard !waiters.isEmpty || last != nil else { return nil }
        passCount += 1
        let jobs = waiters.map(\.job) + (last.map { [$0] } ?? [])
        let outcomes = await pass.run(jobs)
        for (waiter, outcome) in zip(waiters, outcomes) {
            waiter.continuation.resume(with: outcome)
        }
        return last == nil ? nil : outcomes[waiters.count]
    }
}
