import Synchronization

/// Work that is going on, by key: who asks for the same waits for it.
///
///     let answer = try await flights.value(key) { try await compute() }
///
/// Whoever is cancelled leaves at once and does not end the work for the others; the work is cancelled
/// when nobody waits for it any more.
package final class Flights<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private typealias Waiter = CheckedContinuation<Value, any Error>

    private struct Flight: Sendable {
        let id: Int
        let task: Task<Void, Never>
        var waiters: [Int: Waiter]
    }

    private struct State: Sendable {
        var flights: [Key: Flight] = [:]
        var lastID = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// How many wait.
    package var waiterCount: Int {
        state.withLock { $0.flights.values.reduce(0) { $0 + $1.waiters.count } }
    }

    package func value(
        _ key: Key, _ compute: @Sendable @escaping () async throws -> Value
    ) async throws -> Value {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { join(key, id, $0, compute) }
        } onCancel: {
            leave(key, id)
        }
    }

    private func join(
        _ key: Key, _ id: Int, _ waiter: Waiter,
        _ compute: @Sendable @escaping () async throws -> Value
    ) {
        let isCancelled = state.withLock { state in
            // A cancellation from here on finds the waiter.
            if Task.isCancelled { return true }
            if state.flights[key] != nil {
                state.flights[key]?.waiters[id] = waiter
                return false
            }
            // Not a child of this task: others may wait for it when this one is cancelled.
            let task = Task {
                do {
                    finish(key, id, .success(try await compute()))
                } catch {
                    finish(key, id, .failure(error))
                }
            }
            state.flights[key] = Flight(id: id, task: task, waiters: [id: waiter])
            return false
        }
        if isCancelled { waiter.resume(throwing: CancellationError()) }
    }

    private func leave(_ key: Key, _ id: Int) {
        let waiter = state.withLock { state -> Waiter? in
            guard let waiter = state.flights[key]?.waiters.removeValue(forKey: id) else {
                return nil
            }
            if state.flights[key]?.waiters.isEmpty == true {
                state.flights.removeValue(forKey: key)?.task.cancel()
            }
            return waiter
        }
        waiter?.resume(throwing: CancellationError())
    }

    private func finish(_ key: Key, _ id: Int, _ outcome: Result<Value, any Error>) {
        let waiters = state.withLock { state -> [Waiter] in
            guard state.flights[key]?.id == id else { return [] }
            return state.flights.removeValue(forKey: key).map { Array($0.waiters.values) } ?? []
        }
        for waiter in waiters { waiter.resume(with: outcome) }
    }
}
