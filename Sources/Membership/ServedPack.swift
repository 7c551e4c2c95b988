package import Columns

/// One memory-mapped file with many sets, written once and never changed.
///
/// Opening reads the index, 64 bytes a set, and none of the sets. A pack whose file is removed meanwhile
/// stays readable.
package final class ServedPack: Sendable {
    static let magic: [UInt8] = Array("CXMSRV01".utf8)
    static let endMagic: [UInt8] = Array("CXMSRVIX".utf8)
    static let headerSize = 64
    static let tailSize = 64
    static let suffix = ".pack"

    package let name: String
    let file: MappedFile
    let entries: [ServedKey: PackEntry]

    package init(folder: String, name: String) throws(MembershipError) {
        self.name = name
        let path = folder + "/" + name
        let file = try MembershipError.wrapping { () throws(ColumnError) in
            try MappedFile(path: path)
        }
        self.file = file
        entries = try Self.index(of: file)
    }

    package var keys: Set<ServedKey> { Set(entries.keys) }
    package var byteCount: Int { file.count }
    /// By which another file of the same name is told apart.
    var stamp: FileStamp {
        FileStamp(size: Int64(file.count), modifiedNanoseconds: file.modifiedNanoseconds)
    }
    /// When it was written, in milliseconds since 1970 UTC.
    var writtenAt: Int64 { file.modifiedNanoseconds / 1_000_000 }

    /// The set of a snapshot; nil where this pack does not have it.
    package func set(_ key: ServedKey) -> ReadySet? {
        entries[key].flatMap { entry in
            ReadySet(
                in: file, from: entry.offset, count: entry.byteCount, blocks: entry.blocks)
        }
    }

    /// Whether the bytes of a set are those that were written. Cost: reads them.
    package func isSound(_ key: ServedKey) -> Bool {
        entries[key].map {
            file.checksum(from: $0.offset, count: $0.byteCount) == $0.checksum
        } ?? false
    }

    private static func index(
        of file: MappedFile
    ) throws(MembershipError) -> [ServedKey: PackEntry] {
        guard file.count >= headerSize + tailSize else { throw .damaged(file.path, "its length") }
        let found = file.bytes(from: 0, count: 8)
        guard found == magic else {
            guard found[0..<6].elementsEqual(magic[0..<6]) else {
                throw .damaged(file.path, "its first bytes")
            }
            throw .newer(file.path)
        }
        let tailStart = file.count - tailSize
        let tail = file.bytes(from: tailStart, count: tailSize)
        let words = PackNumbers.words(tail)
        guard tail[0..<8].elementsEqual(endMagic),
            UInt64(checksumOf(Array(tail[0..<56]))) == words[7]
        else { throw .damaged(file.path, "its end") }
        let (count, start) = (Int(clamping: words[1]), Int(clamping: words[2]))
        guard count <= 1 << 32, start >= headerSize, start <= tailStart,
            tailStart - start == count * PackEntry.size
        else { throw .damaged(file.path, "its index") }
        let index = file.bytes(from: start, count: tailStart - start)
        guard UInt64(checksumOf(index)) == words[3] else {
            throw .damaged(file.path, "the checksum of its index")
        }
        return try entries(PackNumbers.words(index), before: start, path: file.path)
    }

    private static func entries(
        _ words: [UInt64], before end: Int, path: String
    ) throws(MembershipError) -> [ServedKey: PackEntry] {
        var entries: [ServedKey: PackEntry] = [:]
        entries.reserveCapacity(words.count / 8)
        for place in stride(from: 0, to: words.count, by: PackEntry.size / 8) {
            let entry = PackEntry(words, at: place)
            guard entry.offset % 8 == 0, entry.offset >= headerSize, entry.offset <= end,
                entry.byteCount <= end - entry.offset, 8 * entry.blocks <= entry.byteCount
            else {
                throw .damaged(path, "the place of snapshot \(entry.key.snapshot)")
            }
            entries[entry.key] = entry
        }
        return entries
    }
}
