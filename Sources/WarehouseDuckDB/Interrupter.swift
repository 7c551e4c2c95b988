import CDuckDB
import Synchronization

/// Stops the statement that a connection runs, from any thread.
///
/// DuckDB forgets an interrupt that comes while a statement is being started: it is told again until
/// the statement has ended. Statements are numbered, so that a late request never stops the one
/// after.
final class Interrupter: Sendable {
    enum Reason: Sendable {
        case cancelled, timedOut
    }

    private struct State {
        var connection: SharedConnection?
        var statement = 0
        var hasEnded = true
        var reason: Reason?

        func isRunning(_ number: Int) -> Bool { number == statement && !hasEnded }
    }

    /// DuckDB allows exactly this use of a connection from other threads; the lock around it
    /// keeps the connection from being closed meanwhile.
    @safe private struct SharedConnection: @unchecked Sendable {
        let handle: duckdb_connection
    }

    private let state = Mutex(State())

    func attach(_ connection: Connection) {
        let shared = unsafe SharedConnection(handle: connection.handle)
        state.withLock { $0.connection = shared }
    }

    /// Call before the connection is closed.
    func detach() {
        state.withLock { $0.connection = nil }
    }

    /// Numbers a new statement; interrupts of earlier ones do nothing from now on.
    func begin() -> Int {
        state.withLock { state in
            state.statement += 1
            state.hasEnded = false
            state.reason = nil
            return state.statement
        }
    }

    /// DuckDB has nothing more to do for the statement.
    func end(_ statement: Int) {
        state.withLock { if $0.statement == statement { $0.hasEnded = true } }
    }

    /// Stops the statement if it has not ended; the first reason counts.
    func interrupt(_ statement: Int, because reason: Reason) {
        let isFirst = state.withLock { state in
            guard state.isRunning(statement), state.reason == nil else { return false }
            state.reason = reason
            return true
        }
        guard isFirst, tell(statement) else { return }
        Task { [self] in
            var pause = Duration.milliseconds(1)
            repeat {
                try await Task.sleep(for: pause)
                pause = min(pause * 2, .milliseconds(100))
            } while tell(statement)
        }
    }

    /// Returns whether the statement was still running.
    private func tell(_ statement: Int) -> Bool {
        state.withLock { state in
            guard state.isRunning(statement), let connection = state.connection else {
                return false
            }
            unsafe cduckdb_interrupt(connection.handle)
            return true
        }
    }

    /// Why the statement was stopped, if it was.
    func reason(_ statement: Int) -> Reason? {
        state.withLock { $0.statement == statement ? $0.reason : nil }
    }
}
