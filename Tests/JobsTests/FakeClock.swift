import Jobs
import Synchronization

/// A clock that stands still until a test moves it.
final class FakeClock: JobClock {
    private struct State {
        var now: Int64
        var nextID = 0
        var sleepers: [Int: (until: Int64, continuation: CheckedContinuation<Void, any Error>)] =
            [:]
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>

    init(_ now: Int64) {
        state = Mutex(State(now: now))
    }

    var now: Int64 { state.withLock { $0.now } }

    func sleep(until time: Int64) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if time <= state.now { return .success(()) }
                    state.sleepers[id] = (time, continuation)
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: id)
                if sleeper == nil { state.cancelled.insert(id) }
                return sleeper
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the time on and wakes those whose time has come.
    func advance(by milliseconds: Int64) {
        let due = state.withLock { state in
            state.now += milliseconds
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    /// Returns when so many tasks sleep: then nothing happens until the time moves on.
    func waitForSleepers(_ count: Int) async throws {
        try await eventually { self.state.withLock { $0.sleepers.count == count } }
    }
}

/// Returns when something has become true; the test's time limit ends it otherwise.
func eventually(_ condition: @Sendable () async throws -> Bool) async throws {
    while try await !condition() { try await Task.sleep(for: .milliseconds(1)) }
}
