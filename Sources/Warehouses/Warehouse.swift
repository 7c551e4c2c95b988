/// A place that answers SQL: an embedded DuckDB, or a Hive, Spark or Impala server.
///
/// ```swift
/// let session = try await warehouse.session(SessionOptions())
/// for try await batch in try await session.rows("SELECT user_id, time FROM events") { … }
/// ```
/// Cost: none; a warehouse is connected to by its sessions.
package protocol Warehouse: Sendable {
    /// The driver's name in messages, such as `DuckDB`.
    var name: String { get }

    /// Opens a session: statements of one session run one after another, sessions run at once.
    ///
    /// Cost: a thread or a connection, a few milliseconds.
    func session(_ options: SessionOptions) async throws(WarehouseError)
        -> any WarehouseSession
}

/// A conversation with a warehouse, in which one statement runs at a time.
///
/// A statement stops within 50 ms when its task is cancelled (error `cancelled`) or its time is
/// over (error `timedOut`); the session can be used again after any error but `closed`.
package protocol WarehouseSession: Sendable {
    /// Starts a statement that returns rows; they arrive while the warehouse still works.
    ///
    /// ```swift
    /// let rows = try await session.rows(
    ///     Statement("SELECT name FROM users WHERE age > ?", [.integer(30)]))
    /// ```
    /// Cost: returns when the first rows are there. Starting another statement of the session ends
    /// these rows: their next batch is then the error `closed`.
    func rows(_ statement: Statement) async throws(WarehouseError) -> RowStream

    /// Runs a statement to its end and returns how many rows it changed.
    ///
    /// ```swift
    /// try await session.execute("CREATE TABLE users (name VARCHAR, age INTEGER)")
    /// ```
    /// Cost: returns when the statement is done. A session that is locked down refuses it.
    @discardableResult
    func execute(_ statement: Statement) async throws(WarehouseError) -> Int

    /// Ends the session; what is asked of it later is the error `closed`.
    func close() async
}
