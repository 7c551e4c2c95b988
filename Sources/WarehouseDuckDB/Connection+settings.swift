import Warehouses

extension Connection {
    func setTimeZone(_ name: String) throws(WarehouseError) {
        try run(Statement("SET TimeZone = \(literal(name))"))
    }

    func setReadAhead(bytes: Int) throws(WarehouseError) {
        try run(Statement("SET streaming_buffer_size = '\(bytes)B'"))
    }

    /// Makes files readable as tables.
    func createViews(_ tables: [DuckDBConfiguration.FileTable]) throws(WarehouseError) {
        for table in tables {
            try createView(table.name, files: try existingFiles(table))
        }
    }

    /// Leaves nothing but `SELECT` over the database and these tables: no other file, no network,
    /// no extension, and no way back.
    func lockDown(tables: [DuckDBConfiguration.FileTable]) throws(WarehouseError) {
        var allowed: [String] = []
        for table in tables {
            // Named one by one: a pattern would let a user read what appears beside them.
            let files = try existingFiles(table)
            try createView(table.name, files: files)
            allowed += files
        }
        try run(Statement("SET allowed_paths = \(list(allowed))"))
        try run("SET enable_external_access = false")
        try run("SET lock_configuration = true")
    }

    private func createView(_ name: String, files: [String]) throws(WarehouseError) {
        let reader = reader(for: files[0])
        try run(
            Statement(
                "CREATE TEMP VIEW \(identifier(name)) AS SELECT * FROM \(reader)(\(list(files)))"))
    }

    private func existingFiles(
        _ table: DuckDBConfiguration.FileTable
    ) throws(WarehouseError) -> [String] {
        var found: [String] = []
        for pattern in table.files {
            let files = try texts(Statement("SELECT file FROM glob(\(literal(pattern)))"))
            if files.isEmpty { throw .noFiles(table: table.name, pattern: pattern) }
            found += files
        }
        if found.isEmpty { throw .noFiles(table: table.name, pattern: "") }
        return found
    }

    /// A column of a small result.
    func texts(_ statement: Statement, column: Int = 0) throws(WarehouseError) -> [String] {
        let result = try prepare(statement).start(.whole).finish()
        var batch = BatchBuilder(try result.columnTypes())
        while try result.withNextChunk({ chunk throws(WarehouseError) in try batch.append(chunk) })
        {}
        let columns = batch.finish().columns
        guard columns.indices.contains(column), case .text(let column) = columns[column] else {
            return []
        }
        return column.codes.indices.compactMap { column.string(row: $0) }
    }

    private func reader(for file: String) -> String {
        var name = file.lowercased()
        for suffix in [".gz", ".zst"] where name.hasSuffix(suffix) {
            name.removeLast(suffix.count)
        }
        if name.hasSuffix(".parquet") { return "read_parquet" }
        let isJSON = [".json", ".jsonl", ".ndjson"].contains { name.hasSuffix($0) }
        return isJSON ? "read_json" : "read_csv"
    }
}

/// A text as SQL: `it's` becomes `'it''s'`. For places that take no parameter.
private func literal(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
}

/// A name as SQL: `my "table"` becomes `"my ""table"""`.
private func identifier(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\""
}

/// Texts as an SQL list: `['a', 'b']`.
private func list(_ texts: [String]) -> String {
    "[" + texts.map(literal).joined(separator: ", ") + "]"
}
