package import Definitions
import Foundation
package import Metadata

/// What a connection leads to, as its options say.
///
///     {"name": "lake", "driver": "duckdb", "options": {"path": "lake.duckdb"}}
///     {"name": "files", "driver": "folder", "options": {"path": "exports"}}
package enum ConnectionTarget: Hashable, Sendable {
    /// A DuckDB database file.
    case database(path: String)
    /// A folder in which each file, and each subfolder of files of one kind, is a table.
    case folder(path: String)

    package static let drivers = ["duckdb", "folder"]

    /// Throws where the driver is unknown, or an option is unknown or missing.
    package init(_ connection: ConnectionRecord) throws {
        guard Self.drivers.contains(connection.driver) else {
            throw DefinitionError.unknownName(
                connection.driver, kind: "driver", at: "/driver", known: Self.drivers)
        }
        let options = JSONReader(connection.options, pointer: "/options")
        try options.allow(["path"])
        let path = try options.member("path").string()
        guard path.hasPrefix("/") else { throw OperationError.relativePath(path) }
        self = connection.driver == "duckdb" ? .database(path: path) : .folder(path: path)
    }

    package var path: String {
        switch self {
        case .database(let path), .folder(let path): path
        }
    }
}

extension ConnectionRecord {
    /// A DuckDB file or a folder, by what lies at the path; relative paths are made absolute.
    package init(name: String, path: String) throws {
        let whole = URL(filePath: path).standardizedFileURL.path
        guard let kind = PathKind(of: whole) else { throw OperationError.nothingToConnect(path) }
        self.init(
            name: name, driver: kind == .folder ? "folder" : "duckdb",
            options: ["path": .string(whole)])
    }

    package var json: JSONValue {
        ["name": .string(name), "driver": .string(driver), "options": options]
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["name", "driver", "options"])
        self.init(
            name: try reader.member("name").string(),
            driver: try reader.member("driver").string(),
            options: try reader.member("options").value)
    }
}

extension ConnectionTarget {
    /// The tables of a folder with their files, for a session of user SQL, which sees nothing else.
    package func fileTables() throws -> [(name: String, files: [String])] {
        guard case .folder(let path) = self else { return [] }
        return try FolderTables(path: path)().map { ($0.name, $0.files) }
    }
}
