import Foundation

/// A folder whose changes are made durable.
///
///     try Folder("home/users").replace("manifest.json", with: bytes)
package struct Folder: Sendable {
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// Creates the folder and those above it where they are missing.
    package func create() throws(ColumnError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750])
        } catch {
            throw .writing(path)
        }
    }

    /// Returns when the folder's list of files has reached the disk.
    package func synchronize() throws(ColumnError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .writing(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .writing(path) }
    }

    /// Replaces a file in one step: a reader sees the old bytes or the new ones, after a crash too.
    package func replace(_ name: String, with bytes: [UInt8]) throws(ColumnError) {
        let target = path + "/" + name
        let beside = target + ".new"
        let file = try OutputFile(path: beside)
        try file.append(bytes)
        try file.synchronize()
        guard unsafe rename(beside, target) == 0 else { throw .writing(target) }
        try synchronize()
    }

    /// The names in the folder, sorted; none where it does not exist.
    package var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// Removes a file or folder inside, with all it holds; nothing where it does not exist.
    package func remove(_ name: String) {
        try? FileManager.default.removeItem(atPath: path + "/" + name)
    }

    /// Size and time of last change of a file inside.
    package func stamp(_ name: String) throws(ColumnError) -> FileStamp {
        var status = Foundation.stat()
        guard unsafe lstat(path + "/" + name, &status) == 0 else {
            throw .reading(path + "/" + name)
        }
        return FileStamp(
            size: Int64(status.st_size),
            modifiedNanoseconds: Int64(status.st_mtim.tv_sec) * 1_000_000_000
                + Int64(status.st_mtim.tv_nsec))
    }
}

/// By which a changed file is known without reading it.
package struct FileStamp: Hashable, Sendable {
    package let size: Int64
    package let modifiedNanoseconds: Int64

    package init(size: Int64, modifiedNanoseconds: Int64) {
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
    }
}
