import Foundation
import GRDB
import Metadata
import MetadataSQLite
import Testing

/// A folder with a metadata file for one test; it goes with the test.
final class StoreFile: Sendable {
    let folder = FileManager.default.temporaryDirectory.path + "/cxm-\(UUID().uuidString)"
    var path: String { folder + "/metadata.sqlite" }

    /// Without content there is only the folder.
    init(sql: String? = nil) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        if let sql { try write(sql) }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// The sentence with which opening ends; nil where it opens.
    func refusal() -> String? {
        do {
            _ = try SQLiteMetadata(path: path, busyTimeout: .milliseconds(50))
            return nil
        } catch {
            #expect(error.code == .unusable)
            return error.description
        }
    }
}
