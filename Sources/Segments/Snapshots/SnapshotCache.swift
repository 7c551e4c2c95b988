import Bitmaps

/// Sets of snapshots that were read, for the next question about them: a snapshot never changes, so that
/// what is kept stays true.
///
///     let cache = SnapshotCache()                       // as long as a process lives
///     SnapshotStore(home: home, cache: cache)
///
/// Holds the sets of one home within so many bytes; what was used least recently goes first.
package final class SnapshotCache: Sendable {
    private struct Key: Hashable {
        let snapshot: Int64
        let segment: Int64
    }

    private let sets: BoundedCache<Key, Bitmap>

    package init(limit: Int = 256 << 20) {
        sets = BoundedCache(limit: limit)
    }

    package var byteCount: Int { sets.byteCount }
    package var count: Int { sets.count }

    /// The set, read where it is not kept yet.
    func users(
        of snapshot: Int64, in segment: Int64, read: () throws(SnapshotError) -> Bitmap
    ) throws(SnapshotError) -> Bitmap {
        let key = Key(snapshot: snapshot, segment: segment)
        if let known = sets[key] { return known }
        let users = try read()
        sets.keep(users, of: key, bytes: users.byteCount)
        return users
    }

    func remove(_ snapshots: Set<Int64>, of segment: Int64) {
        for snapshot in snapshots { sets.remove(Key(snapshot: snapshot, segment: segment)) }
    }
}
