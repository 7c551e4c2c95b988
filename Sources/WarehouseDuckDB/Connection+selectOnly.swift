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
        let scan = StatementScan(text)
        guard let tree = trees.first, tree.hasPrefix(#"{"error":false"#) else {
            throw .onlySelect(at: scan.firstWord)
        }
        for function in tableFunctions(in: tree)
        where !harmlessTableFunctions.contains(function.name) {
            throw .forbiddenFunction(
                function.name, at: function.offset.flatMap { scan.position($0) })
        }
    }
}

/// The functions that stand in place of tables, and where, in bytes from the text's start; read off the
/// tree's text: inside a JSON string every quote has a backslash before it, so these patterns match
/// nothing that a user wrote.
private func tableFunctions(in tree: String) -> [(name: String, offset: Int?)] {
    tree.split(separator: #""type":"TABLE_FUNCTION""#, omittingEmptySubsequences: false)
        .dropFirst()
        .map { node in
            let parts = node.split(
                separator: #""function_name":""#, maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts.count == 2 ? parts[1].prefix { $0 != "\"" }.lowercased() : ""
            return (name, place(in: node))
        }
}

private func place(in node: Substring) -> Int? {
    let parts = node.split(
        separator: #""query_location":"#, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    return Int(parts[1].prefix { $0.isASCII && $0.isNumber })
}

private let harmlessTableFunctions: Set<String> = [
    "generate_series", "json_each", "json_tree", "range", "repeat", "repeat_row", "unnest",
]
