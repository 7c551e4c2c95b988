import Columns
import Definitions
import Foundation

/// What a backup consists of: `backup.json` in its folder (docs/guide/backup.md).
struct BackupManifest {
    static let name = "backup.json"
    /// The folder in the backup that is a home.
    static let home = "home"
    private static let version: Int64 = 1

    struct File: Hashable {
        /// From the home on: `datasets/shop/manifest.json`.
        let path: String
        let content: FileCopy.Content
    }

    /// Milliseconds since 1970 UTC.
    let createdAt: Int64
    let files: [File]

    var byteCount: Int64 { files.reduce(0) { $0 + $1.content.byteCount } }

    init(createdAt: Int64, files: [File]) {
        self.createdAt = createdAt
        self.files = files
    }

    var text: String {
        let list = files.map { file -> JSONValue in
            [
                "path": .string(file.path), "size": .integer(file.content.byteCount),
                "crc32c": .integer(Int64(file.content.checksum)),
            ]
        }
        let value: JSONValue = [
            "version": .integer(Self.version), "created_at": .integer(createdAt),
            "files": .array(list),
        ]
        return value.rendered(pretty: true) + "\n"
    }

    init(readingFrom folder: String) throws {
        let path = folder + "/" + Self.name
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw OperationError(
                "\(path): There is no such file, so \(folder) is no complete backup; name the folder "
                    + "that 'cxm backup' has written.")
        }
        do {
            let reader = JSONReader(
                try JSONValue(parsing: String(decoding: bytes, as: UTF8.self)))
            let version = try reader.member("version").integer(in: 1...Int64.max)
            guard version == Self.version else {
                throw OperationError(
                    "\(path): A newer version of CXM has written this backup; restore it with that "
                        + "version or a newer one.")
            }
            createdAt = try reader.member("created_at").integer(in: 0...Int64.max)
            files = try reader.member("files").array().map(Self.file)
        } catch let error as DefinitionError {
            throw OperationError("\(path): The file is damaged (\(error)); use another backup.")
        }
    }

    private static func file(_ reader: JSONReader) throws -> File {
        let path = try reader.member("path").string()
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains(""), !parts.contains(".."), !parts.contains(".") else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer, "'\(path)' is no path inside a home")
        }
        return File(
            path: path,
            content: FileCopy.Content(
                byteCount: try reader.member("size").integer(in: 0...Int64.max),
                checksum: UInt32(try reader.member("crc32c").integer(in: 0...Int64(UInt32.max)))))
    }
}

/// What was copied.
package struct BackupReport: Hashable, Sendable {
    package let fileCount: Int
    package let byteCount: Int64

    init(_ manifest: BackupManifest) {
        fileCount = manifest.files.count
        byteCount = manifest.byteCount
    }
}
