import Definitions
import GRDB
import Metadata

/// A row of `catalogue_table`.
enum StoredTable {
    static let columns =
        "name, source_kind, source_path, connection, labels, descriptions, user_key, join_keys, roles"

    static func read(_ row: inout RowReader) throws -> CatalogueTable {
        CatalogueTable(
            name: row.value(), source: try source(&row), labels: try StoredText.read(row.json()),
            descriptions: try StoredText.read(row.json()), userKey: row.optional(),
            keys: try StoredText.texts(row.json()), roles: try roles(row.json()))
    }

    static func write(
        _ table: CatalogueTable, revision: Int, _ now: Int64, _ db: Database
    ) throws {
        let (kind, path, connection) = stored(table.source)
        if let connection {
            let known = try db.first("SELECT 1 FROM connection WHERE name = ?", [connection]) {
                $0.value() as Int
            }
            guard known != nil else {
                throw MetadataError.missing("connection '\(connection)'; save it before its tables")
            }
        }
        try db.run(
            """
            INSERT INTO catalogue_table (\(columns), revision, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET source_kind = excluded.source_kind,
                source_path = excluded.source_path, connection = excluded.connection,
                labels = excluded.labels, descriptions = excluded.descriptions,
                user_key = excluded.user_key, join_keys = excluded.join_keys,
                roles = excluded.roles, revision = excluded.revision,
                changed_at = excluded.changed_at
            """,
            [
                table.name, kind, JSONValue.list(path), connection, StoredText.json(table.labels),
                StoredText.json(table.descriptions), table.userKey, StoredText.json(table.keys),
                StoredText.json(
                    Dictionary(uniqueKeysWithValues: table.roles.map { ($0.rawValue, $1) })),
                revision, now,
            ])
    }

    private static func stored(
        _ source: CatalogueTable.Source
    ) -> (kind: String, path: [String], connection: String?) {
        switch source {
        case .events(let name): ("events", [name], nil)
        case .attributes(let name): ("attributes", [name], nil)
        case .warehouse(let connection, let path): ("warehouse", path, connection)
        }
    }

    private static func source(_ row: inout RowReader) throws -> CatalogueTable.Source {
        let kind: String = row.value()
        let path = try StoredText.list(row.json())
        let connection: String? = row.optional()
        switch (kind, connection, path.first) {
        case ("events", _, let name?): return .events(name)
        case ("attributes", _, let name?): return .attributes(name)
        case ("warehouse", let connection?, _):
            return .warehouse(connection: connection, path: path)
        default: throw MetadataError.unknownWord(kind)
        }
    }

    private static func roles(_ json: JSONValue) throws -> [CatalogueTable.Role: String] {
        var roles: [CatalogueTable.Role: String] = [:]
        for (name, column) in try StoredText.texts(json) {
            guard let role = CatalogueTable.Role(rawValue: name) else {
                throw MetadataError.unknownWord(name)
            }
            roles[role] = column
        }
        return roles
    }
}
