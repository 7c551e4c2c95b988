import Definitions

/// A folder that takes files, below the one that the server is told of.
///
///     {"folder": "crm/winback", "format": "csv"}
package struct FolderDestination: Hashable, Sendable {
    package var folder: String
    package var format: ExportFormat

    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["folder", "format"])
        let named = try reader.member("folder")
        folder = try named.string()
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("\0") }) else {
            throw DefinitionError(
                .outOfRange, at: named.pointer,
                "'\(folder)' is no folder below the drop folder: write names and slashes, such as "
                    + "crm/winback, none of which begins with a dot.")
        }
        let format = try reader.optional("format")
        self.format = try format?.choice(ExportFormat.self) ?? .csv
    }

    var json: JSONValue { ["folder": .string(folder), "format": .string(format.rawValue)] }
}
