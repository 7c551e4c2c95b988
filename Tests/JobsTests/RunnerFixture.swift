import Definitions
import Jobs
import Metadata
import MetadataSQLite
import Synchronization
import Testing

/// A store, a clock, and runners on them.
struct RunnerFixture: Sendable {
    let store: SQLiteMetadata
    let clock = FakeClock(1000)
    let log = EventLog()
    var options = JobRunner.Options()

    init(_ store: SQLiteMetadata? = nil) throws {
        self.store = try store ?? SQLiteMetadata.inMemory()
        options.concurrency = 1
        options.lease = 8000
    }

    func runner(
        _ owner: String = "me", jobs: (any JobRecords)? = nil, _ handler: @escaping JobHandler
    ) -> JobRunner {
        let log = log
        return JobRunner(
            jobs: jobs ?? store, owner: owner, handlers: ["errand": handler], options: options,
            clock: clock, report: { log.note($0) })
    }

    @discardableResult
    func add(due: Int64 = 1000, _ arguments: JSONValue = [:]) async throws -> Int64 {
        let job = JobRecord(kind: "errand", arguments: arguments, dueAt: due, createdAt: 500)
        return try #require(try await store.addJob(job)).id
    }

    func job(_ id: Int64) async throws -> JobRecord {
        try #require(try await store.job(id))
    }

    /// Runs `body` beside a runner that works on, and ends the runner then.
    func beside(_ runner: JobRunner, _ body: @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await runner.run() }
            try await body()
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}

/// What runners have reported, as words: `began 1`, `done 1`.
final class EventLog: Sendable {
    private let words = Mutex<[String]>([])

    var all: [String] { words.withLock { $0 } }

    func note(_ event: JobEvent) {
        let word =
            switch event {
            case .began(let job): "began \(job.id)"
            case .ended(let job): "\(job.state) \(job.id)"
            case .lost(let job): "lost \(job.id)"
            case .storeFailed(let error): "store \(error.code)"
            }
        words.withLock { $0.append(word) }
    }
}

/// A number that tasks raise and lower; remembers the highest.
final class Counter: Sendable {
    private let state = Mutex<(now: Int, highest: Int)>((0, 0))

    var now: Int { state.withLock { $0.now } }
    var highest: Int { state.withLock { $0.highest } }

    func add(_ amount: Int = 1) {
        state.withLock { state in
            state.now += amount
            state.highest = max(state.highest, state.now)
        }
    }
}
