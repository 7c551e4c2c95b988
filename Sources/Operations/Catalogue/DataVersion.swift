import Attributes
import Definitions
import EventStore
import Foundation

/// A text that is another when a table's data are: what answers and sets are cached by.
///
///     try DataVersion(home: home).of(table, behind: connection)   // "events/app@12.9f3c…"
///
/// Of the home's tables it is the manifest's generation and time, of a DuckDB file its size and time, of
/// files those of each. Cost: looks at files, reads none.
struct DataVersion: Sendable {
    let home: Home

    /// `target`: of the table's connection; nil for a table of the home.
    func of(_ table: CatalogueTable, behind target: ConnectionTarget?) throws -> String {
        switch table.source {
        case .events(let name):
            let folder = EventDataset.folder(home: home.path, name: name)
            let manifest = try Manifest(readingFrom: folder)
            return stamped("events/\(name)@\(manifest.generation)", [manifestPath(folder)])
        case .attributes(let name):
            let folder = AttributeTable.folder(home: home.path, name: name)
            let manifest = try TableManifest(readingFrom: folder)
            return stamped("attributes/\(name)@\(manifest.generation)", [manifestPath(folder)])
        case .warehouse(let connection, let path):
            let name = "\(connection)/\(path.joined(separator: "."))"
            return stamped(name, try Self.files(of: path, behind: target))
        }
    }

    /// When the data were written last, as far as files tell, in milliseconds since 1970 UTC.
    func writtenAt(_ table: CatalogueTable, behind target: ConnectionTarget?) throws -> Int64? {
        let files: [String] =
            switch table.source {
            case .events(let name):
                [manifestPath(EventDataset.folder(home: home.path, name: name))]
            case .attributes(let name):
                [manifestPath(AttributeTable.folder(home: home.path, name: name))]
            case .warehouse(_, let path): try Self.files(of: path, behind: target)
            }
        return files.compactMap { FileFacts($0)?.modifiedMicroseconds }.max().map { $0 / 1000 }
    }

    /// Bytes of the files behind a table of a warehouse; 0 for one of the home.
    func byteCount(_ table: CatalogueTable, behind target: ConnectionTarget?) throws -> Int64 {
        guard case .warehouse(_, let path) = table.source else { return 0 }
        return try Self.files(of: path, behind: target).reduce(0) {
            $0 + (FileFacts($1)?.size ?? 0)
        }
    }

    private func manifestPath(_ folder: String) -> String { folder + "/" + Manifest.fileName }

    private static func files(
        of path: [String], behind target: ConnectionTarget?
    ) throws -> [String] {
        switch target {
        case .database(let file): [file, file + ".wal"]
        case .folder(let folder):
            try FolderTables(path: folder).table(path.joined(separator: ".")).files
        case nil: []
        }
    }

    private func stamped(_ name: String, _ files: [String]) -> String {
        let facts = files.compactMap { path in
            FileFacts(path).map { "\(path) \($0.size) \($0.modifiedMicroseconds)" }
        }
        return name + "." + StableHash.of(facts.joined(separator: "\n"))
    }
}

/// A file's size and time; links are followed.
private struct FileFacts {
    let size: Int64
    let modifiedMicroseconds: Int64

    init?(_ path: String) {
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else {
            return nil
        }
        size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
        let modified = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        modifiedMicroseconds = Int64(modified * 1_000_000)
    }
}
