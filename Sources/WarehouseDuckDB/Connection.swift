import CDuckDB
import Warehouses

/// A connection to a database; used by one thread at a time, except to be interrupted.
@safe final class Connection {
    let handle: duckdb_connection
    private let database: Database

    /// Connects. Blocks, shortly.
    init(_ database: Database) throws(WarehouseError) {
        var connection: duckdb_connection?
        let state = unsafe cduckdb_connect(database.handle, &connection)
        guard state == duckdb_success, let connection = unsafe connection else {
            throw .cannotConnect
        }
        unsafe handle = connection
        self.database = database
        // Errors then carry their type and the place in the text.
        try run("SET errors_as_json = true")
    }

    deinit {
        var handle: duckdb_connection? = unsafe handle
        unsafe cduckdb_disconnect(&handle)
    }

    /// Makes a statement ready: exactly one, and a `SELECT` where nothing else is allowed.
    func prepare(
        _ statement: Statement, onlySelect: Bool = false
    ) throws(WarehouseError) -> PreparedStatement {
        var extracted: duckdb_extracted_statements?
        let count = unsafe cduckdb_extract_statements(handle, statement.text, &extracted)
        defer { unsafe cduckdb_destroy_extracted(&extracted) }
        if count == 0, let message = unsafe cduckdb_extract_statements_error(extracted) {
            throw unsafe DuckDBMessage(String(cString: message)).error(in: statement.text)
        }
        guard count == 1 else {
            throw .notOneStatement(
                Int(count), at: StatementScan(statement.text).secondStatement)
        }
        if onlySelect { try requireSelect(statement.text) }
        let prepared = unsafe try PreparedStatement(
            handle, extracted, statement: statement)
        if onlySelect, !prepared.isSelect {
            throw .onlySelect(at: StatementScan(statement.text).firstWord)
        }
        try prepared.bind(statement.parameters)
        return prepared
    }

    /// Runs a statement to its end; returns how many rows it changed. Blocks.
    @discardableResult
    func run(_ statement: Statement) throws(WarehouseError) -> Int {
        try prepare(statement).start(.whole).finish().rowsChanged
    }
}
