import Definitions
import Warehouses

/// What the catalogue says when something cannot be done.
extension OperationError {
    static func unknownConnection(_ name: String, known: [String]) -> OperationError {
        OperationError(
            .notFound,
            "There is no connection '\(name)'; \(hint(name, known, none: "there are none yet: make one with 'cxm catalogue connect'"))."
        )
    }

    static func unknownTable(_ name: String, in place: String, known: [String]) -> OperationError {
        OperationError(
            .notFound,
            "There is no table '\(name)' in the \(place); \(hint(name, known, none: "there are none"))."
        )
    }

    static func unknownColumn(_ name: String, for use: String, known: [String]) -> OperationError {
        OperationError(
            "There is no column '\(name)', which is to be the \(use); \(hint(name, known, none: "there are none"))."
        )
    }

    static func relativePath(_ path: String) -> OperationError {
        OperationError("The path '\(path)' of the connection is not whole: begin it with '/'.")
    }

    static func nothingToConnect(_ path: String) -> OperationError {
        OperationError(
            "\(path): There is nothing here. Name a DuckDB file, or a folder of Parquet or CSV "
                + "files.")
    }

    static func connectionGone(_ name: String, _ path: String) -> OperationError {
        OperationError(
            "\(path): What the connection '\(name)' leads to is gone. Put it back, or connect "
                + "'\(name)' to its new place.")
    }

    static func connectionForbidden(_ name: String, _ path: String) -> OperationError {
        OperationError(
            "\(path): The permissions do not allow the connection '\(name)' to read it. Change its "
                + "owner or permissions.")
    }

    static func isFolder(_ name: String, _ path: String) -> OperationError {
        OperationError(
            "\(path): This is a folder, and the driver 'duckdb' of the connection '\(name)' reads a "
                + "file. Use the driver 'folder'.")
    }

    static func isNoFolder(_ name: String, _ path: String) -> OperationError {
        OperationError(
            "\(path): This is a file, and the driver 'folder' of the connection '\(name)' reads a "
                + "folder. Name the folder around it, or use the driver 'duckdb' for a DuckDB file."
        )
    }

    static func unreadableFolder(_ path: String) -> OperationError {
        OperationError(
            "\(path): The folder cannot be listed. Check that it exists, and its permissions.")
    }

    static func noTables(_ name: String, _ path: String) -> OperationError {
        OperationError(
            "\(path): The connection '\(name)' has no tables here: no file ends with .parquet, .csv "
                + "or .tsv (text may be compressed with .gz or .zst), and the database has none.")
    }

    static func unreadableTable(_ name: String, _ error: any Error) -> OperationError {
        OperationError("The table '\(name)' cannot be read: \(error)")
    }

    static func missingUserKey(_ column: String, table: String) -> OperationError {
        OperationError(
            "The user key '\(column)' of the table '\(table)' is gone from the warehouse. Put the "
                + "column back, or register the table again with another user key.")
    }

    static func cannotConnect(
        _ name: String, _ target: ConnectionTarget, _ error: WarehouseError
    ) -> OperationError {
        OperationError("The connection '\(name)' to \(target.path) does not work: \(error)")
    }

    static func badName(_ name: String, kind: String) -> OperationError {
        OperationError(
            "'\(name)' cannot name a \(kind): use letters, digits, '_', '-' and '.', at most 128 "
                + "bytes.")
    }

    static func connectionInUse(_ name: String, tables: [String]) -> OperationError {
        OperationError(
            .inUse,
            "The connection '\(name)' is used by \(list(tables, "table")). Remove them first.")
    }

    static func tableInUse(_ name: String, segments: [String]) -> OperationError {
        OperationError(
            .inUse,
            "The table '\(name)' is used by \(list(segments, "segment")). Change or archive them "
                + "first, or force it.")
    }

    static func nameOfHome(_ name: String) -> OperationError {
        OperationError(
            "The home has a dataset or table '\(name)' of its own, which is in the catalogue by "
                + "itself. Choose another name.")
    }

    static func typeOfHome(_ name: String) -> OperationError {
        OperationError(
            "The types of the fields of '\(name)' follow its import. Import it again with --types "
                + "to change one.")
    }

    static func schemaOfHome(_ name: String) -> OperationError {
        OperationError(
            "The table '\(name)' is the home's own: its fields follow its import by themselves.")
    }

    static func fieldGone(_ field: String, table: String) -> OperationError {
        OperationError(
            "The column of the field '\(field)' of the table '\(table)' is gone. Check the table "
                + "with 'cxm catalogue check \(table)'.")
    }

    static func noKey(_ table: String) -> OperationError {
        OperationError(
            "The table '\(table)' needs a user key, or another key by which a mapping table leads "
                + "to users. Name a column with --user or --key NAME=COLUMN.")
    }

    static func nothingSaved(_ name: String) -> OperationError {
        OperationError(
            .notFound,
            "Nothing is saved of the home's own table '\(name)'; it is in the catalogue as long as "
                + "its data are.")
    }

    static func populationWithoutUsers(_ table: String) -> OperationError {
        OperationError(
            "The table '\(table)' has no user key, so it cannot say which users there are.")
    }

    private static func list(_ names: [String], _ noun: String) -> String {
        let shown = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
        let more = names.count > 5 ? " and \(names.count - 5) more" : ""
        return "\(names.count) \(noun)\(names.count == 1 ? "" : "s"): \(shown)\(more)"
    }

    /// `the nearest is 'payments'`
    static func hint(_ name: String, _ known: [String], none: String) -> String {
        guard !known.isEmpty else { return none }
        if let nearest = nearestName(to: name, among: known) {
            return "the nearest is '\(nearest)'"
        }
        let shown = known.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
        return "known are \(shown)" + (known.count > 8 ? " and \(known.count - 8) more" : "")
    }
}
