import Bitmaps
import Columns

/// Writes a pack beside, and gives it its name when all of it is on the disk.
///
/// A crash before that leaves a file that means nothing. Memory: one set at a time.
final class PackWriter {
    private let folder: Folder
    private let name: String
    private let output: OutputFile
    private var entries: [PackEntry] = []
    private var offset = ServedPack.headerSize

    /// Sets begin at a line of the processor's cache.
    private static let alignment = 64
    static let beside = ".new"

    init(folder: Folder, name: String) throws(ColumnError) {
        self.folder = folder
        self.name = name
        output = try OutputFile(path: folder.path + "/" + name + Self.beside)
        try output.append(
            ServedPack.magic
                + [UInt8](repeating: 0, count: ServedPack.headerSize - ServedPack.magic.count))
    }

    func add(_ key: ServedKey, _ users: Bitmap) throws(ColumnError) {
        let ready = users.ready
        try add(
            PackEntry(
                key: key, offset: 0, byteCount: ready.bytes.count, users: users.count,
                blocks: ready.blocks, checksum: checksumOf(ready.bytes)), ready.bytes)
    }

    /// Copies a set of another pack.
    func add(_ key: ServedKey, from pack: ServedPack) throws(ColumnError) {
        guard let entry = pack.entries[key] else { return }
        try add(entry, pack.file.bytes(from: entry.offset, count: entry.byteCount))
    }

    private func add(_ entry: PackEntry, _ bytes: [UInt8]) throws(ColumnError) {
        var entry = entry
        entry.offset = offset
        entries.append(entry)
        try append(bytes)
        let gap = (Self.alignment - offset % Self.alignment) % Self.alignment
        try append([UInt8](repeating: 0, count: gap))
    }

    private func append(_ bytes: [UInt8]) throws(ColumnError) {
        try output.append(bytes)
        offset += bytes.count
    }

    /// Publishes the pack: it is whole and durable, or not there.
    func finish() throws(ColumnError) {
        var index: [UInt8] = []
        index.reserveCapacity(entries.count * PackEntry.size)
        for entry in entries { index += entry.bytes }
        let start = offset
        try append(index)
        var tail = ServedPack.endMagic
        for number in [UInt64(entries.count), UInt64(start), UInt64(checksumOf(index)), 0, 0, 0] {
            tail += littleEndian(number)
        }
        tail += littleEndian(UInt64(checksumOf(tail)))
        try append(tail)
        try output.synchronize()
        try folder.move(name + Self.beside, to: name)
        try folder.synchronize()
    }

    /// Removes what was written.
    func abandon() {
        folder.remove(name + Self.beside)
    }
}
