import CDuckDB
import Synchronization

/// Stops the statement that a connection runs, from any thread.
///
/// Statements are numbered, so that a late request never stops the one after.
final class Interrupter: Sendable {
    enum Reason: Sendable {
        case cancelled, timedOut
    }

    private struct State {
        var connection: SharedConnection?
        var statement = 0
        var reason: Reason?
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
            state.reason = nil
            return state.statement
        }
    }

    /// Stops the statement if it is still the current one; the first reason counts.
    func interrupt(_ statement: Int, because reason: Reason) {
        state.withLock { state in
            guard state.statement == statement, let connection = state.connection else { return }
            if state.reason == nil { state.reason = reason }
            unsafe cduckdb_interrupt(connection.handle)
        }
    }

    /// Why the statement was stopped, if it was.
    func reason(_ statement: Int) -> Reason? {
        state.withLock { $0.statement == statement ? $0.reason : nil }
    }
}
