package import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func tables() async throws(MetadataError) -> [(table: CatalogueTable, revision: Int)] {
        try await read { db in
            var fields: [String: [CatalogueField]] = [:]
            let rows = try db.all(
                "SELECT table_name, \(StoredField.columns) FROM catalogue_field ORDER BY table_name, position"
            ) { row in (table: row.value() as String, field: try StoredField.read(&row)) }
            for row in rows { fields[row.table, default: []].append(row.field) }
            return try db.all(
                "SELECT revision, \(StoredTable.columns) FROM catalogue_table ORDER BY name"
            ) { row in
                let revision: Int = row.value()
                var table = try StoredTable.read(&row)
                table.fields = fields[table.name] ?? []
                return (table, revision)
            }
        }
    }

    @discardableResult
    package func save(
        _ table: CatalogueTable, expecting revision: Int?, at now: Int64
    ) async throws(MetadataError) -> Int {
        try await write { db in
            let found = try db.first(
                "SELECT revision FROM catalogue_table WHERE name = ?", [table.name]
            ) { $0.value() as Int }
            if let revision, revision != found ?? 0 {
                throw MetadataError.stale(
                    "the table '\(table.name)'", found: found ?? 0, expected: revision)
            }
            let next = (found ?? 0) + 1
            try StoredTable.write(table, revision: next, now, db)
            try db.run("DELETE FROM catalogue_field WHERE table_name = ?", [table.name])
            for (position, field) in table.fields.enumerated() {
                try StoredField.insert(field, of: table.name, position, db)
            }
            return next
        }
    }

    package func removeTable(_ name: String) async throws(MetadataError) {
        try await write { db in
            try db.run("DELETE FROM catalogue_table WHERE name = ?", [name])
            guard db.changesCount > 0 else { throw MetadataError.missing("table '\(name)'") }
        }
    }
}
