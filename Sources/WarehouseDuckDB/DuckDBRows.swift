import Warehouses

/// The rows of one statement of a session.
final class DuckDBRows: RowSource {
    let columns: [ColumnDescription]
    private let number: Int
    private let session: DuckDBSession

    init(columns: [ColumnDescription], number: Int, session: DuckDBSession) {
        self.columns = columns
        self.number = number
        self.session = session
    }

    deinit {
        session.letGo(number)
    }

    func next() async throws(WarehouseError) -> RowBatch? {
        try await session.nextBatch(number)
    }

    func cancel() async {
        await session.endReading(number)
    }
}
