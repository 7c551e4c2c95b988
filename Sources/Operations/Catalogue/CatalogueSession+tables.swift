import Definitions
import SQL
import Warehouses

typealias SQLCell = SQLValue

/// A table as a warehouse lists it.
package struct WarehouseTable: Hashable, Sendable {
    /// `["main", "payments"]`, or `["payments"]` in a folder.
    package let path: [String]
    /// `table`, `view`, `Parquet`, `CSV`
    package let kind: String
    /// Nil where counting would read the rows.
    package let rowCount: Int?
    /// How many files; nil for a table of a database.
    package let fileCount: Int?
}

extension CatalogueSession {
    /// The tables behind the connection, by path.
    package func tables() async throws -> [WarehouseTable] {
        switch target {
        case .folder(let path): try await folderTables(path)
        case .database: try await databaseTables()
        case nil: []
        }
    }

    /// The columns of a table in its order; throws with the nearest name where there is no such table.
    package func columns(of path: [String]) async throws -> [StoredColumn] {
        switch target {
        case .folder(let folder):
            let table = try FolderTables(path: folder).table(path.joined(separator: "."))
            return try await describe(table.sniffedRows, table.name)
        case .database:
            let (schema, name) = Self.parts(of: path)
            let found = try await rows(
                """
                SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = \
                current_database() AND schema_name = \(value: .text(schema)) AND table_name = \
                \(value: .text(name)) ORDER BY column_index
                """)
            guard !found.isEmpty else {
                throw OperationError.unknownTable(
                    path.joined(separator: "."), in: "database",
                    known: try await tables().map { $0.path.joined(separator: ".") })
            }
            return found.map(StoredColumn.init)
        case nil: return []
        }
    }

    /// The rows of a table, in the types in which they are read.
    func source(of path: [String]) throws -> SQLFragment {
        switch target {
        case .folder(let folder):
            return try FolderTables(path: folder).table(path.joined(separator: ".")).rows
        default:
            let (schema, name) = Self.parts(of: path)
            return "\(name: schema).\(name: name)"
        }
    }

    /// Whether the rows of the table come as texts whatever the types of their columns.
    func readsTexts(_ path: [String]) throws -> Bool {
        guard case .folder(let folder) = target else { return false }
        return try FolderTables(path: folder).table(path.joined(separator: ".")).format
            == .delimited
    }

    static func parts(of path: [String]) -> (schema: String, name: String) {
        path.count == 1 ? ("main", path[0]) : (path[path.count - 2], path[path.count - 1])
    }

    private func describe(_ relation: SQLFragment, _ name: String) async throws -> [StoredColumn] {
        do {
            return try await rows(
                "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM \(relation))"
            ).map(StoredColumn.init)
        } catch {
            throw OperationError.unreadableTable(name, error)
        }
    }

    private func databaseTables() async throws -> [WarehouseTable] {
        let found = try await rows(
            """
            SELECT schema_name, table_name, 'table', estimated_size FROM duckdb_tables() \
            WHERE database_name = current_database() AND NOT internal UNION ALL \
            SELECT schema_name, view_name, 'view', CAST(NULL AS BIGINT) FROM duckdb_views() \
            WHERE database_name = current_database() AND NOT internal ORDER BY 1, 2
            """)
        return found.map { row in
            WarehouseTable(
                path: [row[0].text, row[1].text], kind: row[2].text, rowCount: row[3].count,
                fileCount: nil)
        }
    }

    private func folderTables(_ path: String) async throws -> [WarehouseTable] {
        var tables: [WarehouseTable] = []
        for table in try FolderTables(path: path)() {
            var count: Int?
            // The footers say it; text would have to be read.
            if table.format == .parquet {
                count = try? await rows("SELECT count(*) FROM \(table.rows)").first?[0].count
            }
            tables.append(
                WarehouseTable(
                    path: [table.name], kind: table.format.rawValue, rowCount: count,
                    fileCount: table.files.count))
        }
        return tables
    }
}

extension StoredColumn {
    /// From a row with a name and a type.
    fileprivate init(_ row: [SQLCell]) {
        self.init(name: row[0].text, typeName: row[1].text)
    }
}

extension SQLValue {
    /// The text; empty for any other value.
    var text: String {
        guard case .text(let text) = self else { return "" }
        return text
    }

    var count: Int? {
        guard case .integer(let number) = self else { return nil }
        return Int(number)
    }
}
