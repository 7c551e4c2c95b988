import Columns
import Foundation

/// The folder of a dataset as an import changes it; `docs/formats/dataset.md` shows what it holds.
struct DatasetFolder {
    static let importing = "importing"

    let folder: Folder

    init(home: String, dataset: String) {
        folder = Folder(EventDataset.folder(home: home, name: dataset))
    }

    var path: String { folder.path }

    /// The manifest; nil where the dataset does not exist yet.
    func manifest() throws(EventStoreError) -> Manifest? {
        guard FileManager.default.fileExists(atPath: path + "/" + Manifest.fileName) else {
            return nil
        }
        return try Manifest(readingFrom: path)
    }

    /// Removes what the manifest does not name: leavings of a crash, or what an import has replaced.
    /// Files that an import cannot have written stay.
    func sweep(keeping manifest: Manifest?) {
        var kept: Set<String> = []
        if let manifest {
            kept = Set(manifest.partitions.map(\.folder) + [manifest.eventDictionary])
            kept.formUnion(manifest.properties.compactMap(\.dictionary))
        }
        for name in folder.names where Self.isOurs(name) && !kept.contains(name) {
            folder.remove(name)
        }
        if manifest == nil, folder.names.isEmpty { Folder(parent).remove(name) }
    }

    private var parent: String { String(path.dropLast(name.count + 1)) }
    private var name: String {
        String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...])
    }

    private static func isOurs(_ name: String) -> Bool {
        if name == importing || name == Manifest.fileName + ".new" { return true }
        if name.hasSuffix(".dictionary") { return name.contains("-") }
        // 2011-10.3
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && Int(parts[1]) != nil
            && parts[0].split(separator: "-").count == 2
            && parts[0].allSatisfy { $0.isASCII && ($0.isNumber || $0 == "-") }
    }

    static func isName(_ name: String) -> Bool { EventDataset.isName(name) }
}

extension EventDataset {
    /// Whether a folder of a home can have the name: 1 to 64 letters, digits, `-` and `_`, a letter or
    /// digit first.
    package static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        guard let first = bytes.first, isPlain(first), bytes.count <= 64 else { return false }
        return bytes.allSatisfy {
            isPlain($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
    }
}
