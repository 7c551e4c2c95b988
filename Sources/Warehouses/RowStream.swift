/// The rows of a running statement, batch by batch, no faster than they are taken.
///
/// ```swift
/// let rows = try await session.rows("SELECT user_id FROM events")
/// for try await batch in rows { … }
/// ```
/// It is read once: a second loop goes on where the first stopped. Letting go of it before its end
/// ends the statement. Cost: one batch in memory, and what the warehouse reads ahead.
package struct RowStream: AsyncSequence, Sendable {
    package typealias Element = RowBatch
    package typealias Failure = WarehouseError

    private let source: any RowSource

    package init(_ source: any RowSource) {
        self.source = source
    }

    /// What the batches hold.
    package var columns: [ColumnDescription] { source.columns }

    /// The next batch (never an empty one), or `nil` after the last.
    package func next() async throws(WarehouseError) -> RowBatch? {
        try await source.next()
    }

    /// Ends the statement early.
    package func cancel() async {
        await source.cancel()
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(source: source)
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let source: any RowSource

        package mutating func next() async throws(WarehouseError) -> RowBatch? {
            try await source.next()
        }

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(WarehouseError) -> RowBatch? {
            try await source.next()
        }
    }
}

/// What a driver gives to stand behind a `RowStream`; its `deinit` ends the statement.
package protocol RowSource: AnyObject, Sendable {
    var columns: [ColumnDescription] { get }
    func next() async throws(WarehouseError) -> RowBatch?
    func cancel() async
}
