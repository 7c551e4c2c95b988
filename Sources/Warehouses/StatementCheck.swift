/// A session that can say what a statement would give without running it.
///
/// ```swift
/// guard let session = session as? any StatementCheck else { … }
/// let columns = try await session.columns(of: "SELECT user_id FROM events")
/// ```
/// What the session may not run it does not check either: in one that is locked down, anything but one
/// `SELECT` over the warehouse's tables is the error `forbidden`, with its place.
package protocol StatementCheck: WarehouseSession {
    /// The columns of a statement's rows. Cost: planning, a few milliseconds.
    func columns(of statement: Statement) async throws(WarehouseError) -> [ColumnDescription]

    /// The warehouse's own account of how it would run the statement, for reading. Cost: planning.
    func explain(_ statement: Statement) async throws(WarehouseError) -> String
}
