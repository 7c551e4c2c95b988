import CDuckDB
import Warehouses

/// A statement that DuckDB has parsed and planned, with its parameters.
@safe final class PreparedStatement {
    private var handle: duckdb_prepared_statement?
    private let text: String

    /// Takes the first of the extracted statements.
    init(
        _ connection: duckdb_connection, _ extracted: duckdb_extracted_statements?,
        statement: Statement
    ) throws(WarehouseError) {
        text = statement.text
        let state = unsafe cduckdb_prepare_extracted_statement(connection, extracted, 0, &handle)
        if state != duckdb_success {
            let message = unsafe cduckdb_prepare_error(handle).map { unsafe String(cString: $0) }
            unsafe cduckdb_destroy_prepare(&handle)
            throw DuckDBMessage(message ?? "").error(in: text)
        }
    }

    deinit {
        unsafe cduckdb_destroy_prepare(&handle)
    }

    var isSelect: Bool {
        unsafe Int(cduckdb_prepared_statement_type(handle)) == duckdb_statement_type_select
    }

    /// What the statement would give. Throws where a column has a type that cannot be read.
    func columns() throws(WarehouseError) -> [ColumnDescription] {
        var columns: [ColumnDescription] = []
        for index in 0..<(unsafe cduckdb_prepared_statement_column_count(handle)) {
            let characters = unsafe cduckdb_prepared_statement_column_name(handle, index)
            let name = unsafe characters.map { unsafe String(cString: $0) } ?? "column\(index + 1)"
            unsafe cduckdb_free(characters)
            var type = unsafe cduckdb_prepared_statement_column_logical_type(handle, index)
            defer { unsafe cduckdb_destroy_logical_type(&type) }
            let kind = unsafe try ColumnType(type, column: name).kind
            columns.append(ColumnDescription(name: name, kind: kind))
        }
        return columns
    }

    /// Puts the parameters in their places; there must be as many.
    func bind(_ parameters: [Parameter]) throws(WarehouseError) {
        let places = unsafe Int(cduckdb_nparams(handle))
        guard places == parameters.count else {
            throw .parameterCount(places: places, given: parameters.count)
        }
        for (index, parameter) in parameters.enumerated() {
            guard bind(parameter, at: UInt64(index + 1)) == duckdb_success else {
                throw .unboundParameter(index + 1)
            }
        }
    }

    /// Begins to run. Blocks while it plans, not while it works.
    func start(_ delivery: PendingResult.Delivery) throws(WarehouseError) -> PendingResult {
        try unsafe PendingResult(handle, delivery: delivery, text: text, keeping: self)
    }

    private func bind(_ parameter: Parameter, at index: UInt64) -> duckdb_state {
        switch parameter {
        case .null:
            return unsafe cduckdb_bind_null(handle, index)
        case .text(let text):
            let length = UInt64(text.utf8.count)
            return unsafe text.withCString { characters in
                unsafe cduckdb_bind_varchar_length(handle, index, characters, length)
            }
        case .integer(let value):
            return unsafe cduckdb_bind_int64(handle, index, value)
        case .double(let value):
            return unsafe cduckdb_bind_double(handle, index, value)
        case .boolean(let value):
            return unsafe cduckdb_bind_boolean(handle, index, value)
        case .timestamp(let microseconds):
            let value = duckdb_timestamp(micros: microseconds)
            return unsafe cduckdb_bind_timestamp(handle, index, value)
        case .date(let days):
            return unsafe cduckdb_bind_date(handle, index, duckdb_date(days: days))
        }
    }
}
