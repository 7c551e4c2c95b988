import Columns
import Foundation

/// The files below a folder, by paths from there on.
enum HomeFiles {
    /// All files, sorted; links are followed.
    static func all(in root: String) throws(OperationError) -> [String] {
        var files: [String] = []
        var folders = [""]
        while let folder = folders.popLast() {
            for name in try names(root + "/" + folder) {
                let path = folder.isEmpty ? name : folder + "/" + name
                if isFolder(root + "/" + path) { folders.append(path) } else { files.append(path) }
            }
        }
        return files.sorted()
    }

    private static func names(_ folder: String) throws(OperationError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw OperationError(
                "\(folder): The folder cannot be read; check its owner and permissions.")
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        let real = URL(filePath: path).resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: real)
        return attributes?[.type] as? FileAttributeType == .typeDirectory
    }

    static func isFolderOrNothing(_ path: String) -> Bool {
        !FileManager.default.fileExists(atPath: path) || isFolder(path)
    }

    static func folder(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    /// Whether a path that need not exist lies below a folder, or is it.
    static func isInside(_ path: String, of folder: String) -> Bool {
        let inner = URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path + "/"
        let outer = URL(filePath: folder).standardizedFileURL.resolvingSymlinksInPath().path + "/"
        return inner.hasPrefix(outer)
    }

    /// Returns when the names of all files below, and of the folder's own, are on the disk.
    static func synchronizeFolders(of root: String) throws {
        var folders: Set<String> = [root]
        for path in try all(in: root) { folders.insert(folder(of: root + "/" + path)) }
        for folder in folders.sorted() { try Folder(folder).synchronize() }
    }

    /// Gives a folder its final name, in place of an empty one or of nothing.
    static func move(_ beside: String, to target: String) throws {
        if FileManager.default.fileExists(atPath: target) {
            try FileManager.default.removeItem(atPath: target)
        }
        do {
            try FileManager.default.moveItem(atPath: beside, toPath: target)
        } catch {
            throw OperationError(
                "\(target): The folder cannot be made; check the permissions of the one above.")
        }
        try Folder(folder(of: target)).synchronize()
    }
}
