import Foundation

/// The tables in a folder: each Parquet, CSV or TSV file, and each subfolder of such files of one kind.
///
///     exports/members.csv          members
///     exports/payments/*.parquet   payments (year=2026/… below it too)
///
/// Cost: lists the folder and what is below it.
struct FolderTables: Sendable {
    enum Format: String, Sendable {
        case parquet = "Parquet"
        case delimited = "CSV"

        /// By the name's ending; text may be compressed.
        init?(name: String) {
            var name = name.lowercased()
            if name.hasSuffix(".parquet") || name.hasSuffix(".pq") {
                self = .parquet
                return
            }
            for ending in [".gz", ".zst"] where name.hasSuffix(ending) {
                name.removeLast(ending.count)
            }
            guard [".csv", ".tsv", ".tab", ".asc"].contains(where: { name.hasSuffix($0) }) else {
                return nil
            }
            self = .delimited
        }
    }

    struct Table: Hashable, Sendable {
        let name: String
        let format: Format
        /// Absolute, ascending.
        let files: [String]
    }

    let path: String

    /// By name. Throws where the folder cannot be listed.
    func callAsFunction() throws -> [Table] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw OperationError.unreadableFolder(path)
        }
        var tables: [Table] = []
        for name in names.sorted() where !name.hasPrefix(".") {
            let whole = "\(path)/\(name)"
            if PathKind(of: whole) == .folder {
                if let table = subfolder(whole, name) { tables.append(table) }
            } else if let format = Format(name: name) {
                let stem = name.prefix { $0 != "." }
                // Two files of one stem keep their endings.
                let isTaken = names.contains { $0 != name && $0.prefix { $0 != "." } == stem }
                tables.append(
                    Table(name: isTaken ? name : String(stem), format: format, files: [whole]))
            }
        }
        return tables
    }

    /// The table of a name; throws with the nearest name where there is none.
    func table(_ name: String) throws -> Table {
        let tables = try self()
        guard let table = tables.first(where: { $0.name == name }) else {
            throw OperationError.unknownTable(
                name, in: "folder \(path)", known: tables.map(\.name))
        }
        return table
    }

    /// Nil where it has no readable file, or files of both kinds.
    private func subfolder(_ folder: String, _ name: String) -> Table? {
        var files: [String] = []
        var formats: Set<Format> = []
        let below = FileManager.default.enumerator(atPath: folder)
        while let file = below?.nextObject() as? String {
            let isHidden = file.split(separator: "/").contains { "._".contains($0.first ?? ".") }
            guard !isHidden, let format = Format(name: file) else { continue }
            formats.insert(format)
            files.append("\(folder)/\(file)")
        }
        guard formats.count == 1, let format = formats.first else { return nil }
        return Table(name: name, format: format, files: files.sorted())
    }
}

extension FolderTables.Table {
    /// A relation of the files' rows; CSV texts stay as written.
    var rows: SQLFragment {
        switch format {
        case .parquet: "read_parquet([\(list)], union_by_name = true)"
        case .delimited: "read_csv([\(list)], header = true, all_varchar = true, \(csv))"
        }
    }

    /// The same with CSV columns in the types that their first values have.
    var sniffedRows: SQLFragment {
        switch format {
        case .parquet: rows
        case .delimited: "read_csv([\(list)], header = true, sample_size = 100000, \(csv))"
        }
    }

    private var csv: SQLFragment { "union_by_name = true, max_line_size = 16777216" }

    private var list: SQLFragment { .joined(files.map { "\(literal: escaped($0))" }, by: ", ") }

    /// Safe from being read as a pattern.
    private func escaped(_ path: String) -> String {
        path.reduce(into: "") { path, character in
            path += "*?[".contains(character) ? "[\(character)]" : String(character)
        }
    }
}
