import Definitions
import Foundation

/// A file as an import found it, with all that reading it again needs.
package struct InputFile: Hashable, Sendable {
    package enum Format: Hashable, Sendable {
        /// Text with a header line, its fields parted by one byte.
        case delimited(String)
        /// One JSON object a line.
        case jsonLines
        case parquet
    }

    package enum Compression: String, CaseIterable, Sendable {
        case none, gzip, zstd
    }

    /// A column as the file keeps it.
    package struct Column: Hashable, Sendable {
        package var name: String
        package var kind: StoredKind
    }

    /// Absolute.
    package let path: String
    package let size: Int64
    package let modifiedNanoseconds: Int64
    package var format: Format
    package let compression: Compression
    /// In the file's order; empty where the file is.
    package var columns: [Column] = []

    /// Looks at the file's attributes and name; its format is told by its ending.
    init(path: String) throws {
        let url = URL(filePath: path).standardizedFileURL
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(
                atPath: url.resolvingSymlinksInPath().path)
        } catch {
            throw OperationError.unreadableFile(path, reason: "it cannot be found")
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw OperationError.unreadableFile(path, reason: "it is not a file")
        }
        guard FileManager.default.isReadableFile(atPath: url.path) else {
            throw OperationError.unreadableFile(path, reason: "its permissions do not allow it")
        }
        self.path = url.path
        size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
        let modified = attributes[.modificationDate] as? Date
        modifiedNanoseconds = Int64((modified?.timeIntervalSince1970 ?? 0) * 1_000_000) * 1000
        (format, compression) = try Self.format(ofName: url.lastPathComponent, path: path)
    }

    /// For a file that a manifest describes.
    init(
        path: String, size: Int64, modifiedNanoseconds: Int64, format: Format,
        compression: Compression, columns: [Column]
    ) {
        self.path = path
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
        self.format = format
        self.compression = compression
        self.columns = columns
    }

    /// Whether the file is still the one that was looked at.
    func isUnchanged() throws -> Bool {
        let now = try InputFile(path: path)
        return now.size == size && now.modifiedNanoseconds == modifiedNanoseconds
    }

    func column(_ name: String) -> Column? { columns.first { $0.name == name } }

    private static func format(ofName name: String, path: String) throws -> (Format, Compression) {
        var name = name.lowercased()
        var compression = Compression.none
        for (ending, kind) in [(".gz", Compression.gzip), (".zst", .zstd), (".zstd", .zstd)]
        where name.hasSuffix(ending) {
            name.removeLast(ending.count)
            compression = kind
        }
        for (ending, format) in formats where name.hasSuffix(ending) {
            guard format == .parquet, compression != .none else { return (format, compression) }
        }
        throw OperationError.unknownFormat(path)
    }

    private static let formats: [(String, Format)] = [
        (".csv", .delimited(",")), (".asc", .delimited(",")), (".txt", .delimited(",")),
        (".tsv", .delimited("\t")), (".tab", .delimited("\t")), (".ndjson", .jsonLines),
        (".jsonl", .jsonLines), (".json", .jsonLines), (".parquet", .parquet), (".pq", .parquet),
    ]
}
