package import Columns
import Definitions

/// Gives numbers to the users of an import; nobody sees the new ones before `commit`.
///
///     let writer = try IdentityWriter(home: "cxm-home")
///     let numbers = try writer.numbers(of: batch.users)
///     try writer.commit()
///
/// The caller holds the home's lock. A crash at any moment leaves the users of the last commit. Memory:
/// 8 to 16 bytes a user for the index; ids lie in mapped files. Not shared between threads.
package final class IdentityWriter {
    private let folder: Folder
    private let table: TextTable
    private var manifest: UserManifest

    package init(home: String) throws(IdentitiesError) {
        folder = Identities.folder(home: home)
        manifest = try UserManifest(readingFrom: folder)
        do throws(ColumnError) {
            try folder.create()
            table = try TextTable(
                files: UserManifest.textFiles(in: folder), state: manifest.state,
                slots: Self.slots(manifest, folder))
            sweep()
        } catch {
            throw .column(error)
        }
    }

    /// How many users there are, new ones included.
    package var count: Int { table.count }

    /// How many of them are new since the last commit.
    package var newCount: Int { table.count - manifest.state.count }

    /// User numbers by the codes of a block, new users taken in; `TextTable.none` for code 0.
    ///
    /// Cost: about 20 ns a value in the cache, about 100 ns outside.
    package func numbers(of block: TextBlock) throws(IdentitiesError) -> [UInt32] {
        do throws(ColumnError) {
            return try table.numbers(of: block)
        } catch {
            throw .column(error)
        }
    }

    /// Publishes the new users. Cost: writes the index, 8 to 16 bytes a user.
    package func commit() throws(IdentitiesError) {
        guard newCount > 0 else { return }
        do throws(ColumnError) {
            try write()
        } catch {
            throw .column(error)
        }
    }

    private func write() throws(ColumnError) {
        let index = "index-\(manifest.generation + 1).column"
        let state = try table.commitFiles(since: manifest.state)
        try table.writeSlots(path: folder.path + "/" + index)
        try folder.synchronize()
        let before = manifest
        var after = before
        after.generation += 1
        after.state = state
        after.index = index
        after.stamps = [
            try folder.stamp(UserManifest.textsName), try folder.stamp(UserManifest.endsName),
            try folder.stamp(index),
        ]
        try folder.replace(
            UserManifest.fileName, with: Array((after.json.rendered() + "\n").utf8))
        manifest = after
        if let old = before.index { folder.remove(old) }
    }

    /// Removes what a crashed import has left.
    private func sweep() {
        for name in folder.names where name.hasPrefix("index-") && name != manifest.index {
            folder.remove(name)
        }
    }

    private static func slots(
        _ manifest: UserManifest, _ folder: Folder
    ) throws(ColumnError) -> Column? {
        guard let index = manifest.index, manifest.state.count > 0 else { return nil }
        let column = try Column(path: folder.path + "/" + index)
        try column.verify()
        return column
    }
}
