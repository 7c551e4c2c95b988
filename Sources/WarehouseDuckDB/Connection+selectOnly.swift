import Warehouses

extension Connection {
    /// Refuses a statement that is more than a `SELECT` over tables.
    ///
    /// DuckDB has table functions that change settings or write files
    /// (`FROM enable_logging(storage = 'file', …)`), run text as SQL, or look at the machine, and
    /// calls them inside a `SELECT`. So its own parser is asked for the statement's tree, and only
    /// functions known to be harmless may stand in place of a table.
    func requireSelect(_ text: String) throws(WarehouseError) {
        let trees = try texts(
            Statement("SELECT json_serialize_sql(CAST(? AS VARCHAR))", [.text(text)]))
        guard let tree = trees.first, tree.hasPrefix(#"{"error":false"#) else { throw .onlySelect }
        for name in tableFunctions(in: tree) where !harmlessTableFunctions.contains(name) {
            throw .forbiddenFunction(name)
        }
    }
}

/// The functions that stand in place of tables, read off the tree's text: inside a JSON string
/// every quote has a backslash before it, so these patterns match nothing that a user wrote.
private func tableFunctions(in tree: String) -> [String] {
    tree.split(separator: #""type":"TABLE_FUNCTION""#, omittingEmptySubsequences: false)
        .dropFirst()
        .map { node in
            let parts = node.split(
                separator: #""function_name":""#, maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 ? parts[1].prefix { $0 != "\"" }.lowercased() : ""
        }
}

private let harmlessTableFunctions: Set<String> = [
    "generate_series", "json_each", "json_tree", "range", "repeat", "repeat_row", "unnest",
]
