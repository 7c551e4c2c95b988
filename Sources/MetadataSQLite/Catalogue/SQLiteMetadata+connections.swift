package import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func connections() async throws(MetadataError) -> [ConnectionRecord] {
        try await read { db in
            try db.all("SELECT name, driver, options FROM connection ORDER BY name") { row in
                ConnectionRecord(
                    name: row.value(), driver: row.value(), options: try row.json())
            }
        }
    }

    package func save(
        _ connection: ConnectionRecord, at now: Int64
    ) async throws(MetadataError) {
        try await write { db in
            try db.run(
                """
                INSERT INTO connection (name, driver, options, changed_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET driver = excluded.driver,
                    options = excluded.options, changed_at = excluded.changed_at
                """,
                [connection.name, connection.driver, connection.options.rendered(), now])
        }
    }

    package func removeConnection(_ name: String) async throws(MetadataError) {
        try await write { db in
            let tables = try db.all(
                "SELECT name FROM catalogue_table WHERE connection = ? ORDER BY name", [name]
            ) { $0.value() as String }
            guard tables.isEmpty else {
                let names = tables.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
                throw MetadataError(
                    .inUse,
                    "The connection '\(name)' is used by \(tables.count) tables (\(names)\(tables.count > 5 ? ", …" : "")); "
                        + "remove them or give them another one first.")
            }
            try db.run("DELETE FROM connection WHERE name = ?", [name])
            guard db.changesCount > 0 else { throw MetadataError.missing("connection '\(name)'") }
        }
    }

    package func setting(_ name: String) async throws(MetadataError) -> JSONValue? {
        try await read { db in
            try db.first("SELECT value FROM setting WHERE name = ?", [name]) { try $0.json() }
        }
    }

    package func set(_ name: String, to value: JSONValue?) async throws(MetadataError) {
        try await write { db in try Self.set(name, to: value, db) }
    }

    package func set(
        _ values: [String: JSONValue?], expecting known: [String: JSONValue?]
    ) async throws(MetadataError) {
        try await write { db in
            for (name, expected) in known {
                let found = try db.first("SELECT value FROM setting WHERE name = ?", [name]) {
                    try $0.json()
                }
                guard found == expected else {
                    throw MetadataError(
                        .conflict,
                        "The setting '\(name)' was changed meanwhile; read it anew and make the change "
                            + "again.")
                }
            }
            for (name, value) in values { try Self.set(name, to: value, db) }
        }
    }

    private static func set(_ name: String, to value: JSONValue?, _ db: Database) throws {
        guard let value else {
            try db.run("DELETE FROM setting WHERE name = ?", [name])
            return
        }
        try db.run(
            """
            INSERT INTO setting (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, [name, value.rendered()])
    }
}
