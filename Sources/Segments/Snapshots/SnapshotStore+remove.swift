import Bitmaps
import Columns

/// Removing: the file is written anew without what goes, and takes the old one's place in one step.
extension SnapshotStore {
    /// Removes snapshots of a segment; those that stay read as before. Unknown ones are passed over.
    ///
    /// The caller has the lock. A crash leaves the file as it was or as it is to be; readers that have
    /// it open keep the old one. Cost: reads and writes the segment's file once.
    package func remove(_ snapshots: Set<Int64>, of segment: Int64) throws(SnapshotError) {
        forget(snapshots, of: segment)
        for number in fileNumbers(of: segment) {
            let chain = try chain(number, of: segment)
            guard chain.frames.contains(where: { snapshots.contains($0.snapshot) }) else {
                continue
            }
            let name = Self.fileName(number)
            let folder = folder(of: segment)
            if chain.frames.allSatisfy({ snapshots.contains($0.snapshot) }), chain.end == chain.size
            {
                folder.remove(name)
                try SnapshotError.wrapping { () throws(ColumnError) in try folder.synchronize() }
            } else {
                try rewrite(chain, name, without: snapshots)
            }
        }
    }

    /// Removes all snapshots of a segment. The caller has the lock.
    package func removeAll(of segment: Int64) {
        root.remove("\(segment)")
    }

    private func rewrite(
        _ chain: SnapshotChain, _ name: String, without removed: Set<Int64>
    ) throws(SnapshotError) {
        // What stands behind damage would go unread.
        if try chain.isBroken {
            throw chain.damaged(chain.frames[chain.frames.count - 1], "after its users")
        }
        let folder = folder(of: chain.segment)
        let beside = name + ".new"
        let file = try SnapshotError.wrapping { () throws(ColumnError) in
            try OutputFile(path: folder.path + "/" + beside)
        }
        do throws(SnapshotError) {
            var rewrite = ChainRewrite(chain)
            for frame in chain.frames {
                guard let bytes = try rewrite.next(frame, keeps: !removed.contains(frame.snapshot))
                else { continue }
                try SnapshotError.wrapping { () throws(ColumnError) in try file.append(bytes) }
            }
        } catch {
            folder.remove(beside)
            throw error
        }
        try SnapshotError.wrapping { () throws(ColumnError) in
            try file.synchronize()
            try folder.move(beside, to: name)
            try folder.synchronize()
        }
    }
}

/// Puts a file's frames together anew, one after another.
struct ChainRewrite {
    private let chain: SnapshotChain
    /// The users of the frame that was read last, and of the one that was written last.
    private var users = Bitmap()
    private var kept = Bitmap()
    private var written: [SnapshotFrame] = []

    init(_ chain: SnapshotChain) {
        self.chain = chain
    }

    /// The bytes of a frame that stays; nil for one that goes.
    mutating func next(
        _ frame: SnapshotFrame, keeps: Bool
    ) throws(SnapshotError) -> [UInt8]? {
        let payload = try chain.payload(of: frame, for: frame)
        if frame.kind == .whole { users = payload } else { users.formSymmetricDifference(payload) }
        guard keeps else { return nil }
        guard users.count == frame.users else { throw chain.damaged(frame, "its count differs") }
        var changes = kept.symmetricDifference(users)
        changes.compact()
        var copy = frame
        copy.kind = SnapshotLayout.kind(of: changes, users: users, after: written)
        var whole = users
        if copy.kind == .whole { whole.compact() }
        let bytes = copy.kind == .whole ? whole.portableBytes : changes.portableBytes
        copy.base = copy.kind == .whole ? 0 : written.last?.snapshot ?? 0
        copy.size = bytes.count
        copy.checksum = checksumOf(bytes)
        written.append(copy)
        kept = users
        return copy.bytes(with: bytes)
    }
}
