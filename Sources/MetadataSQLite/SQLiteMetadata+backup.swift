import Foundation
import GRDB
package import Metadata

extension SQLiteMetadata {
    /// Copies one committed state, as SQLite's online backup reads it; others go on writing meanwhile.
    package func backup(to target: String) async throws(MetadataError) {
        guard !FileManager.default.fileExists(atPath: target) else { throw .taken(target) }
        let beside = target + ".writing"
        try? FileManager.default.removeItem(atPath: beside)
        defer { for end in ["", "-wal", "-shm", "-journal"] { Self.remove(beside + end) } }
        let writer = writer
        let result: Result<Void, MetadataError> = await withCheckedContinuation { continuation in
            // On a thread of its own: copying blocks as long as the disk takes.
            Thread.detachNewThread {
                continuation.resume(
                    returning: Self.result(beside) {
                        let copy = try DatabaseQueue(path: beside)
                        try writer.backup(to: copy)
                        // One file, without the log that a store in use has beside it.
                        try copy.writeWithoutTransaction { db in
                            try db.execute(sql: "PRAGMA journal_mode = DELETE")
                        }
                        try copy.close()
                    })
            }
        }
        try result.get()
        try Self.publish(beside, as: target)
    }

    /// Brings the file's bytes to the disk, then gives it its name, which nobody may have taken.
    private static func publish(_ beside: String, as target: String) throws(MetadataError) {
        do {
            let file = try FileHandle(forUpdating: URL(filePath: beside))
            try file.synchronize()
            try file.close()
            try FileManager.default.linkItem(atPath: beside, toPath: target)
            let folder = URL(filePath: target).deletingLastPathComponent()
            let names = try FileHandle(forReadingFrom: folder)
            try names.synchronize()
            try names.close()
        } catch {
            if FileManager.default.fileExists(atPath: target) { throw .taken(target) }
            throw .disk(target, error.localizedDescription)
        }
    }

    private static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }
}

extension MetadataError {
    fileprivate static func taken(_ path: String) -> MetadataError {
        MetadataError(
            .taken, "\(path): There is something already; a backup never replaces a file.")
    }
}
