import Columns
import Foundation

/// By which a change of the users' folder is seen without reading it.
struct FolderStamp: Hashable, Sendable {
    private let manifest: FileStamp?

    static func users(home: String) -> FolderStamp {
        FolderStamp(manifest: try? Folder(home + "/users").stamp("manifest.json"))
    }
}
