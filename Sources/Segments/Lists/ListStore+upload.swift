import Bitmaps
import Columns
package import Definitions
package import Identities

/// From ids to users.
extension ListStore {
    /// Reads a file of ids into a new list. Ids are compared byte by byte with those that imports brought.
    ///
    /// Bad rows are counted and passed over. Nothing is stored where no row has an id. Cost: about
    /// 200 ns a row; memory: a bit for each user of the home, and 16 bytes for each unknown id.
    package func upload(
        _ path: String, format: ListFormat, users identities: Identities,
        source: JSONValue = .object([]), at now: Int64
    ) throws -> (list: SegmentList, report: ListReport) {
        let id = try ListError.wrapping { () throws(ColumnError) in try newFolder() }
        do {
            var manifest = ListManifest(
                generation: 1, users: 0, unknown: 0, duplicates: 0, createdAt: now,
                knownUsers: identities.count, unknownState: .init(), source: source)
            var sorting = try IDSorting(
                identities,
                unknown: TextTable(
                    files: textFiles(of: id, manifest), state: .init(), slots: nil))
            var report = ListReport()
            try ListReader(path: path, format: format).read(into: &report) { block in
                try sorting.add(block)
            }
            guard report.rows > report.badRows else { throw ListError.noIDs(path) }
            let users = sorting.users
            manifest.users = users.count
            manifest.unknown = sorting.unknown.count
            manifest.duplicates =
                report.rows - report.badRows - manifest.users - manifest.unknown
            manifest.unknownState = try sorting.commit()
            report.users = manifest.users
            report.unknown = manifest.unknown
            report.duplicates = manifest.duplicates
            report.unknownIDs = sorting.firstUnknown
            try publish(manifest, users, in: folder(of: id))
            return (SegmentList(id: id, manifest), report)
        } catch {
            root.remove(id)
            throw error
        }
    }

    /// Makes users of unknown ids that have become known; returns how many did.
    ///
    /// Where the home has no new users this reads the manifest only. Where another process is at it,
    /// nothing is done. Cost: looks every unknown id up, and writes the list anew where one has become
    /// known.
    @discardableResult
    package func resolve(_ id: String, users identities: Identities) throws -> Int {
        var manifest = try manifest(of: id)
        guard manifest.unknown > 0, identities.count != manifest.knownUsers else { return 0 }
        let folder = folder(of: id)
        guard let lock = try FileLock(path: folder.path + "/lock") else { return 0 }
        defer { withExtendedLifetime(lock) {} }
        manifest = try self.manifest(of: id)
        let before = manifest.users
        let texts = try unknownTexts(of: id, manifest)
        var users = try Bitmap(path: folder.path + "/" + manifest.usersName)
        manifest.generation += 1
        manifest.knownUsers = identities.count
        var sorting = try IDSorting(
            identities,
            unknown: TextTable(
                files: textFiles(of: id, manifest), state: .init(), slots: nil))
        for first in stride(from: 0, to: texts.count, by: 1 << 16) {
            var ids = IDBlock()
            for number in first..<min(first + 1 << 16, texts.count) {
                ids.append(texts.text(number)[...])
            }
            try sorting.add(ids.block)
        }
        let found = sorting.users
        // An id that an import has given to a user of the set already is one of the set's users.
        users.formUnion(found)
        manifest.users = users.count
        manifest.unknown = sorting.unknown.count
        manifest.unknownState = try sorting.commit()
        try publish(manifest, users, in: folder)
        return users.count - before
    }
}

/// Parts ids into users and unknown ones, each once.
private struct IDSorting {
    private let identities: Identities
    let unknown: TextTable
    /// A bit for each user of the home.
    private var words: [UInt64]

    init(_ identities: Identities, unknown: TextTable) {
        self.identities = identities
        self.unknown = unknown
        words = Array(repeating: 0, count: (identities.count + 63) / 64)
    }

    mutating func add(_ block: TextBlock) throws(ColumnError) {
        var strangers = IDBlock()
        var from = 0
        for (code, number) in identities.numbers(of: block).enumerated().dropFirst() {
            let end = Int(block.ends[code])
            if number == TextTable.none {
                strangers.append(block.bytes[from..<end])
            } else {
                words[Int(number >> 6)] |= 1 << UInt64(number & 63)
            }
            from = end
        }
        if strangers.count > 0 { _ = try unknown.numbers(of: strangers.block) }
    }

    var users: Bitmap {
        var users = Bitmap(words: words)
        users.compact()
        return users
    }

    var firstUnknown: [String] {
        (0..<min(ListReport.shown, unknown.count)).map {
            String(decoding: unknown.text($0), as: UTF8.self)
        }
    }

    /// Makes the unknown ids durable.
    func commit() throws(ColumnError) -> TextFilesState {
        try unknown.commitFiles(since: .init())
    }
}
