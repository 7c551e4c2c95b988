import Columns
import Foundation

/// Makes a home of a backup.
///
///     let report = try RestoreHome(backup: "backup-1")(to: "cxm-home")
///
/// Every byte is compared with what was backed up. Cost: reads and writes each once.
package struct RestoreHome: Sendable {
    private let backup: String

    package init(backup: String) {
        self.backup = backup
    }

    /// The home must not exist, or be an empty folder; it appears when all of it is on the disk.
    package func callAsFunction(to home: String) throws -> BackupReport {
        let manifest = try BackupManifest(readingFrom: backup)
        guard Folder(home).names.isEmpty, HomeFiles.isFolderOrNothing(home) else {
            throw OperationError(
                "\(home): There is something already; restore into a folder that does not exist, and "
                    + "move it into place then.")
        }
        let beside = home + ".restoring"
        try? FileManager.default.removeItem(atPath: beside)
        do {
            try Folder(beside).create()
            for file in manifest.files { try restore(file, to: beside) }
            try HomeFiles.synchronizeFolders(of: beside)
            try HomeFiles.move(beside, to: home)
        } catch {
            try? FileManager.default.removeItem(atPath: beside)
            throw error
        }
        return BackupReport(manifest)
    }

    private func restore(_ file: BackupManifest.File, to home: String) throws {
        let source = backup + "/" + BackupManifest.home + "/" + file.path
        let target = home + "/" + file.path
        try Folder(HomeFiles.folder(of: target)).create()
        guard try FileCopy.copy(source, to: target) == file.content else {
            throw OperationError(
                "\(source): The file is not what was backed up; use another backup.")
        }
    }
}
