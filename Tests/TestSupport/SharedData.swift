package import Foundation

/// The shared folder beside the project with real data and the peers' cases; it is not part of the
/// repository, so every test that reads it must also live without it.
package enum SharedData {
    package static let absence = "the shared folder beside the project is absent"

    /// The package's root folder.
    package static let packageRoot = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file or folder in the shared folder; nil where it is absent.
    ///
    ///     SharedData.url("cases/peers.jsonl")
    package static func url(_ path: String) -> URL? {
        let url = packageRoot.deletingLastPathComponent().appending(path: "shared/" + path)
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }
}
