import Attributes
import Definitions
import Warehouses

/// The rows of a table as one SQL relation over the files that they came from: one row a user.
///
///     SELECT … FROM \(try TableRelation(manifest).query): cxm_user, p0, p1, …
///
/// It chooses among several rows of a user as the import did. Cost: looks at each file's size and
/// time.
struct TableRelation {
    static let user = "cxm_user"

    let query: SQLFragment

    /// Throws where a file has changed since it was imported.
    init(_ manifest: TableManifest) throws {
        guard let source = try? TableSource(JSONReader(manifest.source)) else {
            throw OperationError.tableSourceUnknown(manifest.table)
        }
        let columns = source.attributes.indices.map { index -> SQLFragment in
            "\(name: "p\(index)")"
        }
        var parts: [SQLFragment] = []
        for (index, file) in source.files.enumerated() where !file.columns.isEmpty {
            guard (try? file.isUnchanged()) == true else {
                throw OperationError.tableChanged(file.path, table: manifest.table)
            }
            let rows = TableSelect(source: source, file: file).readableRows(numbered: true)
            parts.append("SELECT *, \(number: Int64(index)) AS cxm_file FROM (\(rows))")
        }
        guard !parts.isEmpty else { throw OperationError.tableSourceUnknown(manifest.table) }
        let latest: SQLFragment = source.timeColumn == nil ? "" : "cxm_time DESC, "
        query = """
            SELECT \(.joined(["cxm_user"] + columns, by: ", ")) FROM (SELECT *, row_number() OVER \
            (PARTITION BY cxm_user ORDER BY \(latest)cxm_file DESC, cxm_row DESC) AS cxm_place \
            FROM (\(.joined(parts, by: "\nUNION ALL\n")))) WHERE cxm_place = 1
            """
    }
}

extension OperationError {
    static func tableChanged(_ path: String, table: String) -> OperationError {
        OperationError(
            "\(path): The file has changed or gone since it was imported into the table "
                + "'\(table)', so SQL cannot read the same attributes. Import it again, or use the "
                + "native engine.")
    }

    static func tableSourceUnknown(_ table: String) -> OperationError {
        OperationError(
            "The table '\(table)' does not say which files it came from, so SQL cannot read them. "
                + "Use the native engine.")
    }
}
