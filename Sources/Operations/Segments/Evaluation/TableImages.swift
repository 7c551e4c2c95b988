import Columns
import Definitions
import Foundation
import Segments
import Warehouses

/// Tables of the catalogue as files of the home, in the order of a key's numbers, with the columns that
/// groups have read so far: what makes the second question about a table quick.
///
/// An image is made anew where the data have another version or a column is missing. A crash leaves the
/// one before.
struct TableImages {
    let context: CatalogueContext
    /// Bytes of rows in memory while an image is made; above it they go to files.
    var memoryLimit = 2 << 30

    /// The field over which ranges are, whatever the table calls its time.
    static let timeField = "cxm_time"

    /// `key`: its name in the catalogue; nil for the user key. `fields`: names of the catalogue, and
    /// `timeField`.
    func image(
        of table: CatalogueTable, key: String?, fields: Set<String>
    ) async throws -> ScanTable {
        if let made = try await made(of: table, key: key, fields: fields) { return made }
        let folder = folder(of: table, key: key)
        let lock = try await lock(folder)
        defer { withExtendedLifetime(lock) {} }
        if let made = try await made(of: table, key: key, fields: fields) { return made }
        let kept = current(in: folder)?.fields.map(\.name).filter { Self.has(table, $0) } ?? []
        return try await make(
            table, key, fields.union(kept).sorted(), version(of: table), in: folder)
    }

    /// The image that there is of the data as they are now; nil where one must be made.
    func made(
        of table: CatalogueTable, key: String?, fields: Set<String>
    ) async throws -> ScanTable? {
        guard let image = current(in: folder(of: table, key: key)),
            fields.isSubset(of: image.fields.map(\.name)),
            image.version == (try await version(of: table))
        else { return nil }
        return image
    }

    /// Keys by which a table has an image, of whatever data.
    func keys(of table: CatalogueTable) -> [String?] {
        ([nil] + table.keys.keys.sorted()).filter {
            FileManager.default.fileExists(atPath: folder(of: table, key: $0).path + "/current")
        }
    }

    /// Bytes of the files that hold a warehouse's table.
    func byteCount(of table: CatalogueTable) async throws -> Int64 {
        try DataVersion(home: context.home).byteCount(table, behind: try await target(of: table))
    }

    private func target(of table: CatalogueTable) async throws -> ConnectionTarget? {
        guard case .warehouse(let name, _) = table.source else { return nil }
        return try ConnectionTarget(try await context.connection(name))
    }

    /// What the table's data are, so that sets made of them can be kept.
    func version(of table: CatalogueTable) async throws -> String {
        // Labels do not matter for sets, but columns and types do.
        let shape = table.fields.map { "\($0.name) \($0.column) \($0.type.rawValue)" }
        return try DataVersion(home: context.home).of(table, behind: try await target(of: table))
            + " "
            + StableHash.of(
                "\(table.userKey ?? "") \(table.keys.sorted { $0.key < $1.key }) \(shape)")
    }

    private static func has(_ table: CatalogueTable, _ field: String) -> Bool {
        field == timeField ? table.roles[.time] != nil : table.field(field) != nil
    }

    func folder(of table: CatalogueTable, key: String?) -> Folder {
        Folder(
            context.home.path + "/scans/" + table.name.fileName + "/"
                + (key?.fileName ?? "user.key"))
    }

    private func current(in folder: Folder) -> ScanTable? {
        guard let data = FileManager.default.contents(atPath: folder.path + "/current") else {
            return nil
        }
        return try? ScanTable(
            folder: folder.path + "/" + String(decoding: data, as: UTF8.self))
    }

    /// One makes an image at a time; the others then use it.
    private func lock(_ folder: Folder) async throws -> FileLock {
        try folder.create()
        while true {
            if let lock = try FileLock(path: folder.path + "/lock") { return lock }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func make(
        _ table: CatalogueTable, _ key: String?, _ fields: [String], _ version: String,
        in folder: Folder
    ) async throws -> ScanTable {
        let name = "image-\(UUID().uuidString)"
        let spill = folder.path + "/" + name + ".spill"
        try FileManager.default.createDirectory(
            atPath: spill, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: spill) }
        let numbers = try KeySpace(home: context.home, key: key)
        let rows = try await TableRows(context: context, table: table).partitioned(
            key: key, fields: fields, numbers: numbers,
            into: { RowPartitioner(fields: $0, memoryLimit: memoryLimit, spillFolder: spill) })
        try numbers.commit()
        try ScanTable.write(rows, to: folder.path + "/" + name, version: version)
        try folder.replace("current", with: Array(name.utf8))
        for other in folder.names where other.hasPrefix("image-") && !other.hasPrefix(name) {
            folder.remove(other)
        }
        return try ScanTable(folder: folder.path + "/" + name)
    }
}
