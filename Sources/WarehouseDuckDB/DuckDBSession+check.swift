import Warehouses

extension DuckDBSession: StatementCheck {
    func columns(of statement: Statement) async throws(WarehouseError) -> [ColumnDescription] {
        try await shortly { (connection, onlySelect) throws(WarehouseError) in
            try connection.prepare(statement, onlySelect: onlySelect).columns()
        }
    }

    func explain(_ statement: Statement) async throws(WarehouseError) -> String {
        try await shortly { (connection, onlySelect) throws(WarehouseError) in
            // The text is known to be one statement before a word is put in front of it.
            _ = try connection.prepare(statement, onlySelect: onlySelect)
            let plan = Statement("EXPLAIN " + statement.text, statement.parameters)
            return try connection.texts(plan, column: 1).joined(separator: "\n")
        }
    }
}
