package import Columns
package import Definitions
import Foundation

/// What a table of attributes consists of: the one file whose replacement publishes a change.
///
/// `docs/formats/attributes.md` shows it as JSON.
package struct TableManifest: Hashable, Sendable {
    /// An attribute's type and files.
    package struct Attribute: Hashable, Sendable {
        package var name: String
        package var type: DatasetSchema.PropertyType
        /// Nil where no user has a value; then there are no files.
        package var column: String?
        /// Bits, set where a number or time has a value; nil where all have one, and for codes.
        package var presence: String?
        /// File name of the dictionary, for texts.
        package var dictionary: String?
    }

    /// A file as it was written; another size or time makes a reader verify it.
    package struct File: Hashable, Sendable {
        package var name: String
        package var stamp: FileStamp
    }

    package static let version: Int64 = 1
    package static let fileName = "manifest.json"

    package var table: String
    /// Grows by one with every change.
    package var generation: Int64
    /// How many users have a row.
    package var userCount: Int
    /// One more than the greatest user number with a row: how long each column is.
    package var userLimit: Int
    /// Bits, set where a user has a row.
    package var users: String
    package var attributes: [Attribute]
    package var files: [File]
    /// What the import was told about its input.
    package var source: JSONValue

    /// Every file of the table's folder but the manifest.
    package var fileNames: [String] { files.map(\.name) }
}

extension TableManifest {
    /// Reads the manifest of a table's folder.
    package init(readingFrom folder: String) throws(AttributesError) {
        let path = folder + "/" + Self.fileName
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .damagedManifest(path: path, reason: "it cannot be read")
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
            throw .damagedManifest(path: path, reason: error.description)
        }
        throw .newerFormat(path: path, version: version)
    }

    init(_ reader: JSONReader) throws(DefinitionError) {
        let numbers = 0...Int64(UInt32.max)
        let any = Int64.min...Int64.max
        table = try reader.member("table").string()
        generation = try reader.member("generation").integer(in: 0...Int64.max)
        userCount = Int(try reader.member("users").integer(in: numbers))
        userLimit = Int(try reader.member("user_limit").integer(in: numbers))
        users = try reader.member("users_column").string()
        attributes = []
        for element in try reader.member("attributes").array() {
            attributes.append(try Attribute(element))
        }
        files = []
        for element in try reader.member("files").array() {
            files.append(
                File(
                    name: try element.member("name").string(),
                    stamp: FileStamp(
                        size: try element.member("size").integer(in: any),
                        modifiedNanoseconds: try element.member("modified_ns").integer(in: any))))
        }
        source = try reader.member("source").value
    }

    package var json: JSONValue {
        [
            "version": .integer(Self.version), "table": .string(table),
            "generation": .integer(generation), "users": .integer(Int64(userCount)),
            "user_limit": .integer(Int64(userLimit)), "users_column": .string(users),
            "attributes": .array(attributes.map(\.json)),
            "files": .array(
                files.map {
                    [
                        "name": .string($0.name), "size": .integer($0.stamp.size),
                        "modified_ns": .integer($0.stamp.modifiedNanoseconds),
                    ]
                }),
            "source": source,
        ]
    }
}

extension TableManifest.Attribute {
    init(_ reader: JSONReader) throws(DefinitionError) {
        func file(_ name: String) throws(DefinitionError) -> String? {
            try reader.optional(name)?.string()
        }
        self.init(
            name: try reader.member("name").string(),
            type: try reader.member("type").choice(DatasetSchema.PropertyType.self),
            column: try file("column"), presence: try file("presence"),
            dictionary: try file("dictionary"))
    }

    var json: JSONValue {
        func file(_ name: String?) -> JSONValue { name.map { .string($0) } ?? .null }
        return [
            "name": .string(name), "type": .string(type.rawValue), "column": file(column),
            "presence": file(presence), "dictionary": file(dictionary),
        ]
    }
}
