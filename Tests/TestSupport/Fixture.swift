package import Foundation

/// Files that a test needs for a moment.
package enum Fixture {
    /// A new empty folder, removed when `body` is left.
    ///
    ///     try await Fixture.withFolder { folder in … }
    package static func withFolder<Result>(
        _ body: (URL) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cxm-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }

    /// Writes `text` to a file of this name in `folder`.
    package static func write(_ text: String, named name: String, in folder: URL) throws -> URL {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file
    }
}
