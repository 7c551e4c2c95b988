import CDuckDB
import Warehouses

/// The rows of a statement as DuckDB hands them out: a vector of up to 2048 values per column.
@safe final class OpenResult {
    private var handle: duckdb_result
    private let text: String
    private let statement: PreparedStatement

    init(_ handle: duckdb_result, text: String, keeping statement: PreparedStatement) {
        unsafe self.handle = handle
        self.text = text
        self.statement = statement
    }

    deinit {
        unsafe cduckdb_destroy_result(&handle)
    }

    var rowsChanged: Int {
        unsafe Int(cduckdb_rows_changed(&handle))
    }

    /// The error that ended the statement.
    var error: WarehouseError {
        let message = unsafe cduckdb_result_error(&handle).map { unsafe String(cString: $0) }
        return DuckDBMessage(message ?? "").error(in: text)
    }

    /// Names and types of the columns.
    func columnTypes() throws(WarehouseError) -> [(name: String, type: ColumnType)] {
        var columns: [(name: String, type: ColumnType)] = []
        for index in 0..<(unsafe cduckdb_column_count(&handle)) {
            let characters = unsafe cduckdb_column_name(&handle, index)
            let name = unsafe characters.map { unsafe String(cString: $0) } ?? "column\(index + 1)"
            var type = unsafe cduckdb_column_logical_type(&handle, index)
            defer { unsafe cduckdb_destroy_logical_type(&type) }
            columns.append((name, unsafe try ColumnType(type, column: name)))
        }
        return columns
    }

    /// Stops the statement and waits until DuckDB's threads have let go of it: else the next statement
    /// of the connection would wait until these rows are worked off. Blocks, shortly.
    func abandon(_ number: Int, _ interrupter: Interrupter) {
        interrupter.interrupt(number, because: .cancelled)
        while (try? withNextChunk { _ in }) == true {}
    }

    /// Hands the next chunk to `body`; returns whether there was one. Blocks.
    func withNextChunk(
        _ body: (Chunk) throws(WarehouseError) -> Void
    ) throws(WarehouseError) -> Bool {
        var chunk = unsafe cduckdb_fetch_chunk(handle)
        guard unsafe chunk != nil else {
            if unsafe cduckdb_result_error(&handle) != nil { throw error }
            return false
        }
        defer { unsafe cduckdb_destroy_data_chunk(&chunk) }
        let rowCount = unsafe Int(cduckdb_data_chunk_get_size(chunk))
        if rowCount == 0 { return false }
        try body(unsafe Chunk(handle: chunk, rowCount: rowCount))
        return true
    }
}

/// A chunk, valid only while it is handed out.
@safe struct Chunk {
    let handle: duckdb_data_chunk?
    let rowCount: Int

    func vector(_ column: Int) -> Vector {
        let vector = unsafe cduckdb_data_chunk_get_vector(handle, UInt64(column))
        return unsafe Vector(
            values: cduckdb_vector_get_data(vector),
            validity: cduckdb_vector_get_validity(vector), rowCount: rowCount)
    }
}

/// The values of one column in a chunk, and which rows hold one.
@safe struct Vector {
    let values: UnsafeMutableRawPointer?
    /// `nil` when every row holds a value.
    let validity: UnsafeMutablePointer<UInt64>?
    let rowCount: Int
}
