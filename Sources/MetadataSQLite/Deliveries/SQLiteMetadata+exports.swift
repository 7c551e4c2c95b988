import GRDB
package import Metadata

extension SQLiteMetadata {
    package func takeExportRows(
        _ rows: Int, of caller: String, on day: String, limit: Int
    ) async throws(MetadataError) -> Bool {
        try await write { db in
            let used = try Self.exportRows(of: caller, on: day, db)
            guard used + rows <= limit else { return false }
            try Self.addExportRows(rows, of: caller, on: day, db)
            return true
        }
    }

    package func giveExportRowsBack(
        _ rows: Int, of caller: String, on day: String
    ) async throws(MetadataError) {
        try await write { db in try Self.addExportRows(-rows, of: caller, on: day, db) }
    }

    package func exportRows(
        of caller: String, on day: String
    ) async throws(MetadataError) -> Int {
        try await read { db in try Self.exportRows(of: caller, on: day, db) }
    }

    private static func exportRows(
        of caller: String, on day: String, _ db: Database
    ) throws -> Int {
        try db.first(
            "SELECT row_count FROM export_rows WHERE caller = ? AND day = ?", [caller, day]
        ) { $0.value() as Int } ?? 0
    }

    private static func addExportRows(
        _ rows: Int, of caller: String, on day: String, _ db: Database
    ) throws {
        try db.run(
            """
            INSERT INTO export_rows (caller, day, row_count) VALUES (?, ?, ?)
            ON CONFLICT (caller, day) DO UPDATE SET
                row_count = max(0, row_count + excluded.row_count)
            """, [caller, day, rows])
    }
}
