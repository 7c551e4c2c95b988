package import Definitions
package import Segments

/// A stored set of users and where it came from, as lists of them are shown.
///
///     try StoredList.all(in: space).map(\.json)
///     try StoredList("3", in: space).name   // "ids.csv"
///
/// Cost: reads a small file a list.
package struct StoredList: Sendable {
    package let list: SegmentList
    /// The file that was uploaded; nil for a chart's people that were frozen.
    package let name: String?
    private let manifest: ListManifest

    /// Throws `ListError` where there is no such list, or it is damaged.
    package init(_ id: String, in space: SegmentSpace) throws(ListError) {
        manifest = try ListStore(home: space.home.path).manifest(of: id)
        list = SegmentList(
            id: id, users: manifest.users, unknown: manifest.unknown,
            duplicates: manifest.duplicates)
        name = manifest.uploadedName
    }

    /// Every list, the oldest first. One that cannot be read is left out: it is named where it is used.
    package static func all(in space: SegmentSpace) -> [StoredList] {
        ListStore(home: space.home.path).ids.compactMap { try? StoredList($0, in: space) }
    }

    /// `list` as definitions hold it, its name, and since when it is there.
    package var json: JSONValue {
        [
            "list": list.json, "name": .text(name),
            "created_at": .string(Zone.utc.text(manifest.createdAt)),
        ]
    }
}

extension ListManifest {
    fileprivate var uploadedName: String? {
        // Over HTTP a name may come with the ids; the command names the file's path.
        let reader = JSONReader(source)
        if let path = try? reader.member("file").string() {
            return path.split(separator: "/").last.map(String.init)
        }
        return try? reader.member("upload").string()
    }
}
