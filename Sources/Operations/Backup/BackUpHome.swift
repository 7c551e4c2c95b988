import Columns
import EventStore
import Foundation
package import Metadata

/// Copies a whole home into a new folder, as it is at one moment.
///
///     let report = try await BackUpHome(home: home, metadata: store, now: now)(to: "backup-1")
///
/// The home's lock is held meanwhile, so that imports wait; questions are answered, and segments,
/// jobs and the audit are written on. First the metadata are copied by their store, then every file
/// that they may name: whoever deletes files of a home holds its lock.
///
/// Cost: reads and writes every byte of the home once.
package struct BackUpHome: Sendable {
    private let home: Home
    private let metadata: (any MetadataStore)?
    private let now: Int64

    /// `metadata` is nil where the home has none yet.
    package init(home: Home, metadata: (any MetadataStore)?, now: Int64) {
        self.home = home
        self.metadata = metadata
        self.now = now
    }

    /// The folder must not exist; it appears when everything in it is on the disk.
    package func callAsFunction(to folder: String) async throws -> BackupReport {
        guard FileManager.default.fileExists(atPath: home.path) else {
            throw OperationError("\(home.path): There is no home to back up.")
        }
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw OperationError(
                "\(folder): There is something already; name a folder that does not exist.")
        }
        guard !HomeFiles.isInside(folder, of: home.path) else {
            throw OperationError("\(folder): This lies in the home itself; name a folder outside.")
        }
        let lock = try HomeLock(home: home.path)
        defer { withExtendedLifetime(lock) {} }
        let beside = folder + ".writing"
        try? FileManager.default.removeItem(atPath: beside)
        do {
            let manifest = try await fill(beside)
            try Folder(beside).replace(BackupManifest.name, with: Array(manifest.text.utf8))
            try HomeFiles.move(beside, to: folder)
            return BackupReport(manifest)
        } catch {
            try? FileManager.default.removeItem(atPath: beside)
            throw error
        }
    }

    private func fill(_ folder: String) async throws -> BackupManifest {
        let target = folder + "/" + BackupManifest.home
        try Folder(target).create()
        var files: [BackupManifest.File] = []
        if let metadata {
            try await metadata.backup(to: target + "/" + Home.metadataFile)
            files.append(
                .init(
                    path: Home.metadataFile,
                    content: try FileCopy.content(of: target + "/" + Home.metadataFile)))
        }
        for path in try HomeFiles.all(in: home.path) where !isLeftOut(path) {
            try Folder(HomeFiles.folder(of: target + "/" + path)).create()
            files.append(
                .init(
                    path: path,
                    content: try FileCopy.copy(home.path + "/" + path, to: target + "/" + path)))
        }
        try HomeFiles.synchronizeFolders(of: target)
        return BackupManifest(createdAt: now, files: files)
    }

    /// What says nothing of the home's content, and the secrets, which are nobody's to copy.
    private func isLeftOut(_ path: String) -> Bool {
        path == "lock" || path.hasPrefix("spill/") || path.hasPrefix("secrets/")
            // Made anew from the snapshots, and removed at any time.
            || path.hasPrefix("served/")
            // A batch on its way, which goes when it has arrived.
            || path.hasPrefix("deliveries/") && path.contains(".batch-")
            || ["", "-wal", "-shm", "-journal"].contains { path == Home.metadataFile + $0 }
    }
}
