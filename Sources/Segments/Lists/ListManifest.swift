import Columns
package import Definitions

/// What a stored list consists of: the one file whose replacement publishes a change.
///
/// `docs/formats/lists.md` shows it as JSON.
package struct ListManifest: Hashable, Sendable {
    static let version: Int64 = 1
    static let fileName = "manifest.json"

    /// Grows by one with every change.
    package var generation: Int64
    package var users: Int
    package var unknown: Int
    package var duplicates: Int
    /// Milliseconds since 1970 UTC.
    package var createdAt: Int64
    /// How many users the home had when unknown ids were last looked up.
    var knownUsers: Int
    /// The files of unknown ids as committed.
    var unknownState: TextFilesState
    /// Where the set came from, in whatever words its maker uses.
    package var source: JSONValue

    var usersName: String { "users-\(generation).bitmap" }
    var textsName: String { "unknown-\(generation).bytes" }
    var endsName: String { "unknown-\(generation).ends" }

    /// The files that it names.
    var names: [String] { [usersName] + (unknown > 0 ? [textsName, endsName] : []) }
}

extension ListManifest {
    var json: JSONValue {
        [
            "version": .integer(Self.version), "generation": .integer(generation),
            "users": .integer(Int64(users)), "unknown": .integer(Int64(unknown)),
            "duplicates": .integer(Int64(duplicates)), "created_at": .integer(createdAt),
            "known_users": .integer(Int64(knownUsers)),
            "unknown_bytes": .integer(Int64(unknownState.byteCount)),
            "texts_crc32c": .integer(Int64(unknownState.textsChecksum)),
            "ends_crc32c": .integer(Int64(unknownState.endsChecksum)), "source": source,
        ]
    }

    init(_ reader: JSONReader) throws(DefinitionError) {
        func number(_ name: String) throws(DefinitionError) -> Int64 {
            try reader.member(name).integer(in: 0...Int64.max)
        }
        func checksum(_ name: String) throws(DefinitionError) -> UInt32 {
            UInt32(try reader.member(name).integer(in: 0...Int64(UInt32.max)))
        }
        generation = try number("generation")
        users = Int(try number("users"))
        unknown = Int(try number("unknown"))
        duplicates = Int(try number("duplicates"))
        createdAt = try number("created_at")
        knownUsers = Int(try number("known_users"))
        unknownState = TextFilesState(
            count: unknown, byteCount: Int(try number("unknown_bytes")),
            textsChecksum: try checksum("texts_crc32c"), endsChecksum: try checksum("ends_crc32c"))
        source = try reader.member("source").value
    }

    static func read(_ folder: Folder, id: String) throws(ListError) -> ListManifest {
        let path = folder.path + "/" + fileName
        guard folder.names.contains(fileName) else { throw .noList(id) }
        let bytes = try ListError.wrapping { () throws(ColumnError) in
            let file = try RandomAccessFile(path: path)
            return try file.bytes(at: 0, count: try file.count)
        }
        do throws(DefinitionError) {
            let reader = JSONReader(try JSONValue(parsing: String(decoding: bytes, as: UTF8.self)))
            let version = try reader.member("version").integer(in: 1...Int64.max)
            if version <= Self.version { return try ListManifest(reader) }
        } catch {
            throw .damaged(path, error.description)
        }
        throw .newer(path)
    }

    func write(to folder: Folder) throws(ColumnError) {
        try folder.replace(Self.fileName, with: Array((json.rendered() + "\n").utf8))
    }
}
