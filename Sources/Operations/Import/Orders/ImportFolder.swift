package import Definitions
import Foundation

/// The one folder whose files may be imported by those who do not sit at the server.
///
///     let folder = ImportFolder("/data/incoming")
///     let file = try folder.file("logs/2026-10-31.csv.gz", at: "/file")
///
/// No name leads out of it: neither `..`, nor an absolute path, nor a symbolic link. Folders behind links are
/// not looked into. Cost: a look at each file's attributes.
package struct ImportFolder: Sendable {
    /// Without links on the way.
    package let path: String

    private static let depthLimit = 8
    private static let fileLimit = 10_000

    package init(_ path: String) {
        self.path = URL(filePath: path).resolvingSymlinksInPath().path
    }

    /// What may be imported, by name; whether there is more than is given. Throws where the folder cannot
    /// be read.
    package func files() throws -> (files: [ImportableFile], isCut: Bool) {
        guard (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil else {
            throw OperationError(
                "The folder of the setting CXM_IMPORT_FOLDER cannot be read; make it, or name another "
                    + "one, and start the server anew.")
        }
        var found: [ImportableFile] = []
        var waiting = [(name: "", depth: 0)]
        while let (folder, depth) = waiting.popLast() {
            for name in names(in: folder) {
                let own = folder.isEmpty ? name : folder + "/" + name
                if isFolder(own) {
                    if depth < Self.depthLimit { waiting.append((own, depth + 1)) }
                } else if let file = file(own) {
                    guard found.count < Self.fileLimit else { return (found.sorted(), true) }
                    found.append(file)
                }
            }
        }
        return (found.sorted(), false)
    }

    /// The file of a name; throws at `pointer` where there is none that may be imported.
    package func file(
        _ name: String, at pointer: String
    ) throws(DefinitionError) -> ImportableFile {
        try check(name, at: pointer)
        if let place = place(of: name) {
            do {
                return ImportableFile(name: name, file: try InputFile(path: place))
            } catch {
                throw DefinitionError(.outOfRange, at: pointer, shown("\(error)"))
            }
        }
        let known = (try? files().files.map(\.name)) ?? []
        throw .unknownName(name, kind: "file", at: pointer, known: known)
    }

    /// The files that a name or a pattern means; throws at `pointer` where there are none.
    package func files(
        matching pattern: String, at pointer: String
    ) throws(DefinitionError) -> [ImportableFile] {
        try check(pattern, at: pointer)
        if let file = file(pattern) { return [file] }
        guard pattern.contains(where: { "*?[".contains($0) }) else {
            return [try file(pattern, at: pointer)]
        }
        let parts = Self.parts(pattern)
        let found = ((try? files().files) ?? []).filter { Self.matches($0.name, parts) }
        guard !found.isEmpty else {
            throw DefinitionError(
                .unknownName, at: pointer,
                "No file of the import folder matches '\(pattern)'.")
        }
        return found
    }

    private static func parts(_ name: String) -> [[Character]] {
        name.split(separator: "/", omittingEmptySubsequences: false).map { Array($0) }
    }

    private static func matches(_ name: String, _ pattern: [[Character]]) -> Bool {
        let parts = parts(name)
        return parts.count == pattern.count
            && zip(parts, pattern).allSatisfy { NamePattern.matches($0, $1) }
    }

    private func check(_ name: String, at pointer: String) throws(DefinitionError) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isName =
            name.utf8.count <= 1024 && !name.utf8.contains(where: { $0 < 32 })
            && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
        guard isName else {
            throw DefinitionError(
                .outOfRange, at: pointer,
                "A file is named by its path below the import folder, such as logs/2026-10-31.csv.gz: "
                    + "not empty, without a slash at its beginning, without '..' and hidden names.")
        }
    }

    private func file(_ name: String) -> ImportableFile? {
        place(of: name).flatMap { try? InputFile(path: $0) }
            .map { ImportableFile(name: name, file: $0) }
    }

    /// Where a name leads; nil where nothing is there, out of the folder, or through a link to another one.
    private func place(of name: String) -> String? {
        let folders = Self.parts(name).dropLast()
        for count in folders.indices {
            let folder = folders[...count].map { String($0) }.joined(separator: "/")
            guard isFolder(folder) else { return nil }
        }
        let real = URL(filePath: path + "/" + name).resolvingSymlinksInPath().path
        let isInside = real.utf8.starts(with: (path + "/").utf8)
        return isInside && FileManager.default.fileExists(atPath: real) ? real : nil
    }

    /// By themselves: a link to a folder is none.
    private func isFolder(_ name: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + name)
        return attributes?[.type] as? FileAttributeType == .typeDirectory
    }

    private func names(in folder: String) -> [String] {
        let all = try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)
        return (all ?? []).filter { !$0.hasPrefix(".") }
    }
}

/// A file of the import folder, by its name there.
package struct ImportableFile: Hashable, Sendable, Comparable {
    package let name: String
    package let file: InputFile

    package static func < (left: ImportableFile, right: ImportableFile) -> Bool {
        left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }

    package func json(in zone: Zone) -> JSONValue {
        [
            "name": .string(name), "bytes": .integer(file.size),
            "changed_at": .string(zone.text(file.modifiedNanoseconds / 1_000_000)),
            "format": .string(file.formatName), "compression": .string(file.compression.rawValue),
        ]
    }
}
