package import Definitions
package import Metadata

/// Does one kind of job. Ends soon after its task is cancelled; what it has done by then it may do
/// again, since a job can be tried more than once.
package typealias JobHandler = @Sendable (JobRecord, JobContext) async throws -> Void

/// What a handler can ask of those who run it.
package struct JobContext: Sendable {
    /// Milliseconds since 1970 UTC.
    package var now: Int64 { clock.now }
    /// Whether a failure that may pass is tried again.
    package let isLastAttempt: Bool
    private let clock: any JobClock
    private let write: @Sendable (JSONValue) async -> Void

    package init(
        clock: any JobClock, isLastAttempt: Bool = false,
        tell: @escaping @Sendable (JSONValue) async -> Void = { _ in }
    ) {
        self.clock = clock
        self.isLastAttempt = isLastAttempt
        write = tell
    }

    /// Writes down how far the work is, or what came of it: replaces what was told before. Where the
    /// store is busy it is left out.
    package func tell(_ details: JSONValue) async { await write(details) }

    /// Returns when `now` has reached the time; throws `CancellationError` where the job shall end.
    package func sleep(until time: Int64) async throws { try await clock.sleep(until: time) }
}

/// What a runner reports while it works.
package enum JobEvent: Sendable {
    case began(JobRecord)
    /// As it is recorded: done, failed, cancelled, or waiting for a retry or for another process.
    case ended(JobRecord)
    /// Somebody else has the job; nothing was recorded.
    case lost(JobRecord)
    /// The store could not be asked; it is tried again.
    case storeFailed(MetadataError)
}

/// Takes due jobs and does them, until its task is cancelled.
///
///     let runner = JobRunner(jobs: store, owner: "host 1", handlers: ["refresh-segments": refresh])
///     try await runner.run()
///
/// Any number of runners share one store. While a handler works its lease is renewed; it is cancelled
/// when somebody asks for that, or when the lease is lost. At the end jobs are handed back. A job whose
/// process has died is taken over when its lease has ended.
package struct JobRunner: Sendable {
    package struct Options: Hashable, Sendable {
        /// Jobs at a time.
        package var concurrency = 2
        /// Milliseconds for which a job is held; as long a dead process keeps others away from it.
        package var lease: Int64 = 60_000
        /// Milliseconds between looks for due jobs.
        package var pause: Int64 = 1000
        package var retry = Retry()

        package init() {}
    }

    let jobs: any JobRecords
    /// Unique among all runners, those of a process before included.
    let owner: String
    let handlers: [String: JobHandler]
    let options: Options
    let clock: any JobClock
    let report: @Sendable (JobEvent) -> Void

    package init(
        jobs: any JobRecords, owner: String, handlers: [String: JobHandler],
        options: Options = Options(), clock: any JobClock = SystemJobClock(),
        report: @escaping @Sendable (JobEvent) -> Void = { _ in }
    ) {
        precondition(options.concurrency >= 1 && options.lease >= 10, "A runner can work.")
        self.jobs = jobs
        self.owner = owner
        self.handlers = handlers
        self.options = options
        self.clock = clock
        self.report = report
    }

    /// Ends when its task is cancelled, after the handlers have ended and their jobs are handed back.
    package func run() async throws {
        await withTaskGroup { group in
            for _ in 0..<options.concurrency { group.addTask { await workOn() } }
        }
    }

    /// Does what is due now and ends: for a command that shall not wait.
    package func runDue() async {
        await withTaskGroup { group in
            for _ in 0..<options.concurrency {
                group.addTask { while await workOnce() {} }
            }
        }
    }

    private func workOn() async {
        while !Task.isCancelled {
            if await workOnce() { continue }
            do {
                try await clock.sleep(until: clock.now + options.pause)
            } catch {
                return
            }
        }
    }

    /// Takes a job and does it; false where none is due or the store cannot be asked.
    private func workOnce() async -> Bool {
        guard !Task.isCancelled else { return false }
        let now = clock.now
        do throws(MetadataError) {
            let job = try await jobs.takeJob(
                kinds: handlers.keys.sorted(), owner: owner, now: now,
                leaseUntil: now + options.lease)
            guard let job else { return false }
            report(.began(job))
            await work(on: job)
            return true
        } catch {
            report(.storeFailed(error))
            return false
        }
    }
}
