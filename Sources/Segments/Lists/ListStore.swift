package import Bitmaps
import Columns
package import Definitions

/// Stored sets of users: uploaded ids, and users frozen from a chart.
///
///     let store = ListStore(home: "cxm-home")
///     let (list, report) = try store.upload("ids.csv", format: .init(), users: identities, at: now)
///     try store.users(of: list.id)
///
/// A value without state. `docs/formats/lists.md` has the files.
package struct ListStore: Sendable {
    package let home: String

    package init(home: String) {
        self.home = home
    }

    /// The ids of the lists there are, ascending.
    package var ids: [String] {
        root.names.filter { folder(of: $0).names.contains(ListManifest.fileName) }
            .sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
    }

    package func manifest(of id: String) throws(ListError) -> ListManifest {
        guard Self.isID(id) else { throw .noList(id) }
        return try ListManifest.read(folder(of: id), id: id)
    }

    /// The list as a definition holds it.
    package func list(_ id: String) throws(ListError) -> SegmentList {
        SegmentList(id: id, try manifest(of: id))
    }

    /// The users of a list. Cost: reads and checks a bitmap.
    package func users(of id: String) throws(ListError) -> Bitmap {
        try reading(id) { manifest throws(ColumnError) in
            try Bitmap(path: folder(of: id).path + "/" + manifest.usersName)
        }
    }

    /// Unknown ids in the order in which they came, at most `limit`.
    package func unknown(of id: String, limit: Int) throws(ListError) -> [String] {
        try reading(id) { manifest throws(ColumnError) in
            guard manifest.unknown > 0 else { return [] }
            let texts = try unknownTexts(of: id, manifest)
            return (0..<min(limit, texts.count)).map {
                String(decoding: texts.text($0), as: UTF8.self)
            }
        }
    }

    /// Stores a set of users as it is.
    package func freeze(
        _ users: Bitmap, source: JSONValue, at now: Int64
    ) throws(ListError) -> SegmentList {
        try ListError.wrapping { () throws(ColumnError) in
            let id = try newFolder()
            var compact = users
            compact.compact()
            let manifest = ListManifest(
                generation: 1, users: users.count, unknown: 0, duplicates: 0, createdAt: now,
                knownUsers: 0, unknownState: .init(), source: source)
            try publish(manifest, compact, in: folder(of: id))
            return SegmentList(id: id, manifest)
        }
    }

    /// Removes a list.
    package func remove(_ id: String) {
        if Self.isID(id) { root.remove(id) }
    }

    var root: Folder { Folder(home + "/lists") }

    func folder(of id: String) -> Folder { Folder(root.path + "/" + id) }

    /// Names from definitions never lead out of the folder.
    private static func isID(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count < 20 && id.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// A new folder and its name: 1, 2, … No two callers get the same.
    func newFolder() throws(ColumnError) -> String {
        try root.create()
        var number = (root.names.compactMap { Int($0) }.max() ?? 0) + 1
        while try !folder(of: "\(number)").createNew() { number += 1 }
        try root.synchronize()
        return "\(number)"
    }

    /// Writes the users, then the manifest; removes what it does not name.
    func publish(
        _ manifest: ListManifest, _ users: Bitmap, in folder: Folder
    ) throws(ColumnError) {
        try users.write(to: folder.path + "/" + manifest.usersName)
        try folder.synchronize()
        try manifest.write(to: folder)
        let kept = Set(manifest.names + [ListManifest.fileName, "lock"])
        for name in folder.names where !kept.contains(name) { folder.remove(name) }
    }

    func unknownTexts(of id: String, _ manifest: ListManifest) throws(ColumnError) -> TextTable {
        try TextTable(
            files: textFiles(of: id, manifest), state: manifest.unknownState, slots: nil)
    }

    func textFiles(of id: String, _ manifest: ListManifest) -> TextFiles {
        let folder = folder(of: id).path + "/"
        return TextFiles(
            textsPath: folder + manifest.textsName, endsPath: folder + manifest.endsName)
    }

    /// Reads files that a change may replace meanwhile.
    private func reading<Result>(
        _ id: String, _ body: (ListManifest) throws(ColumnError) -> Result
    ) throws(ListError) -> Result {
        var manifest = try manifest(of: id)
        while true {
            do throws(ColumnError) {
                return try body(manifest)
            } catch {
                let newer = try self.manifest(of: id)
                guard newer.generation != manifest.generation else {
                    throw ListError(.file, error.description)
                }
                manifest = newer
            }
        }
    }
}

extension SegmentList {
    init(id: String, _ manifest: ListManifest) {
        self.init(
            id: id, users: manifest.users, unknown: manifest.unknown,
            duplicates: manifest.duplicates)
    }
}
