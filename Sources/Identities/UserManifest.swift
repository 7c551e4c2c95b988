import Columns
import Definitions
import Foundation

/// What is committed of the users' files: the one file whose replacement publishes new users.
///
/// `docs/formats/users.md` shows it as JSON.
struct UserManifest: Hashable, Sendable {
    static let version: Int64 = 1
    static let fileName = "manifest.json"
    static let textsName = "ids.bytes"
    static let endsName = "ids.ends"

    /// Grows by one with every change.
    var generation: Int64 = 0
    var state = TextFilesState()
    /// File name of the index; nil as long as there are no users.
    var index: String?
    /// The files as they were when this was written: texts, ends, index.
    var stamps: [FileStamp] = []

    /// Whether the files are as they were when this was written.
    func isUnchanged(in folder: Folder) throws(ColumnError) -> Bool {
        guard let index, stamps.count == 3 else { return false }
        let names = [Self.textsName, Self.endsName, index]
        for (name, stamp) in zip(names, stamps) where try folder.stamp(name) != stamp {
            return false
        }
        return true
    }

    static func textFiles(in folder: Folder) -> TextFiles {
        TextFiles(
            textsPath: folder.path + "/" + textsName, endsPath: folder.path + "/" + endsName)
    }
}

extension UserManifest {
    /// Reads the manifest of the users' folder; an empty one where there is none.
    init(readingFrom folder: Folder) throws(IdentitiesError) {
        let path = folder.path + "/" + Self.fileName
        guard let data = FileManager.default.contents(atPath: path) else {
            guard !FileManager.default.fileExists(atPath: path) else {
                throw .damagedManifest(path: path, reason: "it cannot be read")
            }
            self.init()
            return
        }
        let version: Int64
        do throws(DefinitionError) {
            let reader = JSONReader(try JSONValue(parsing: String(decoding: data, as: UTF8.self)))
            version = try reader.member("version").integer(in: 1...Int64.max)
            if version <= Self.version {
                try self.init(reader)
                return
            }
        } catch {
            throw .damagedManifest(path: path, reason: "\(error)")
        }
        throw .newerFormat(path: path, version: version)
    }

    private init(_ reader: JSONReader) throws(DefinitionError) {
        let checksum = 0...Int64(UInt32.max)
        generation = try reader.member("generation").integer(in: 0...Int64.max)
        state = TextFilesState(
            count: Int(try reader.member("users").integer(in: 0...Int64(UInt32.max) - 1)),
            byteCount: Int(try reader.member("bytes").integer(in: 0...1 << 48)),
            textsChecksum: UInt32(try reader.member("ids_crc32c").integer(in: checksum)),
            endsChecksum: UInt32(try reader.member("ends_crc32c").integer(in: checksum)))
        index = try reader.member("index").string()
        for element in try reader.member("files").array() {
            let any = Int64.min...Int64.max
            stamps.append(
                FileStamp(
                    size: try element.member("size").integer(in: any),
                    modifiedNanoseconds: try element.member("modified_ns").integer(in: any)))
        }
    }

    var json: JSONValue {
        [
            "version": .integer(Self.version), "generation": .integer(generation),
            "users": .integer(Int64(state.count)), "bytes": .integer(Int64(state.byteCount)),
            "ids_crc32c": .integer(Int64(state.textsChecksum)),
            "ends_crc32c": .integer(Int64(state.endsChecksum)),
            "index": .string(index ?? ""),
            "files": .array(
                stamps.map {
                    [
                        "size": .integer($0.size),
                        "modified_ns": .integer($0.modifiedNanoseconds),
                    ]
                }),
        ]
    }
}
