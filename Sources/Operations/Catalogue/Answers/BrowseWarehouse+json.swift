package import Definitions

extension WarehouseTable {
    /// As the commands and the API show it.
    package var json: JSONValue {
        [
            "path": .array(path.map { .string($0) }), "kind": .string(kind),
            "rows": .count(rowCount), "files": .count(fileCount),
        ]
    }
}

extension StoredColumn {
    /// As the commands and the API show it.
    package var json: JSONValue {
        [
            "name": .string(name), "stored_type": .string(typeName),
            "type": .string(type.rawValue),
        ]
    }
}
