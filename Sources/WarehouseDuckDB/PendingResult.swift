import CDuckDB
import Warehouses

/// A statement that has begun but has nothing to show yet: from here on it can be interrupted.
@safe final class PendingResult {
    enum Delivery {
        /// Batch by batch, while the statement works.
        case streaming
        /// When the statement is done.
        case whole
    }

    private var handle: duckdb_pending_result?
    private let text: String
    private let statement: PreparedStatement

    init(
        _ prepared: duckdb_prepared_statement?, delivery: Delivery, text: String,
        keeping statement: PreparedStatement
    ) throws(WarehouseError) {
        self.text = text
        self.statement = statement
        let state =
            switch delivery {
            case .streaming: unsafe cduckdb_pending_prepared_streaming(prepared, &handle)
            case .whole: unsafe cduckdb_pending_prepared(prepared, &handle)
            }
        if state != duckdb_success {
            let message = unsafe cduckdb_pending_error(handle).map { unsafe String(cString: $0) }
            unsafe cduckdb_destroy_pending(&handle)
            throw DuckDBMessage(message ?? "").error(in: text)
        }
    }

    deinit {
        unsafe cduckdb_destroy_pending(&handle)
    }

    /// Works until the first rows, or all of them, are there. Blocks.
    func finish() throws(WarehouseError) -> OpenResult {
        var result = unsafe duckdb_result()
        let state = unsafe cduckdb_execute_pending(handle, &result)
        let open = unsafe OpenResult(result, text: text, keeping: statement)
        if state != duckdb_success { throw open.error }
        return open
    }
}
