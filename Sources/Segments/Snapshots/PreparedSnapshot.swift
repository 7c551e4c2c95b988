package import Bitmaps

/// A set ready to be written: compared with the segment's newest stored one, and in bytes.
///
/// Takes the memory of its bytes: at most 2 bytes a user, or a user who entered or left.
package struct PreparedSnapshot: Sendable {
    package let segment: Int64
    package let users: Int
    /// The newest stored snapshot, with which it was compared; nil where there is none to be read.
    package let previous: Int64?
    /// Nil for a first snapshot.
    package let entered: Int?
    package let left: Int?
    /// What will be written, without the header.
    package var byteCount: Int { bytes.count }

    let kind: SnapshotFrame.Kind
    let bytes: [UInt8]
    let place: Place

    /// Where it goes.
    struct Place: Hashable, Sendable {
        let fileNumber: Int
        let offset: Int
        /// The last frame's snapshot; nil for a new file.
        let last: Int64?
    }
}

extension SnapshotStore {
    /// Compares a set with the newest stored one, and decides how to keep it: as changes, or whole
    /// where the changes since the last whole set would outgrow it.
    ///
    /// Several segments may be prepared at a time. Cost: reads the newest stored set, then a pass over
    /// both.
    package func prepare(
        _ users: Bitmap, for segment: Int64
    ) throws(SnapshotError) -> PreparedSnapshot {
        let numbers = fileNumbers(of: segment)
        guard let number = numbers.last else {
            return Self.whole(users, segment, .init(fileNumber: 1, offset: 0, last: nil))
        }
        let chain = try chain(number, of: segment)
        guard let last = chain.frames.last else {
            // Nothing but the leavings of a crash, or a damaged file.
            let isBroken = try chain.isBroken
            return Self.whole(
                users, segment,
                .init(fileNumber: isBroken ? number + 1 : number, offset: 0, last: nil))
        }
        guard try !chain.isBroken, let before = try Self.readable(chain) else {
            return Self.whole(users, segment, .init(fileNumber: number + 1, offset: 0, last: nil))
        }
        return Self.changed(
            users, since: before, chain,
            .init(fileNumber: number, offset: chain.end, last: last.snapshot))
    }

    /// The newest set of a file; nil where it is damaged, which must not stop new ones.
    private static func readable(_ chain: SnapshotChain) throws(SnapshotError) -> Bitmap? {
        do throws(SnapshotError) {
            return try chain.users(at: chain.frames.count - 1)
        } catch {
            guard error.code == .damaged else { throw error }
            return nil
        }
    }

    private static func whole(
        _ users: Bitmap, _ segment: Int64, _ place: PreparedSnapshot.Place
    ) -> PreparedSnapshot {
        var compact = users
        compact.compact()
        return PreparedSnapshot(
            segment: segment, users: users.count, previous: nil, entered: nil, left: nil,
            kind: .whole, bytes: compact.portableBytes, place: place)
    }

    private static func changed(
        _ users: Bitmap, since before: Bitmap, _ chain: SnapshotChain,
        _ place: PreparedSnapshot.Place
    ) -> PreparedSnapshot {
        var changes = before.symmetricDifference(users)
        let entered = changes.intersectionCount(users)
        let left = changes.count - entered
        changes.compact()
        let kind = SnapshotLayout.kind(of: changes, users: users, after: chain.frames)
        var compact = users
        if kind == .whole { compact.compact() }
        return PreparedSnapshot(
            segment: chain.segment, users: users.count, previous: place.last, entered: entered,
            left: left, kind: kind,
            bytes: kind == .whole ? compact.portableBytes : changes.portableBytes, place: place)
    }
}

/// When a set is kept whole.
enum SnapshotLayout {
    /// So that reading the newest set takes milliseconds also where hardly anybody enters or leaves.
    static let mostChanges = 64

    /// Changes, as long as those since the last whole set take no more bytes together than a whole
    /// set: then the files of a year with one change in a hundred a day take some 16 sets' bytes, and
    /// reading a set reads at most twice its bytes.
    static func kind(
        of changes: Bitmap, users: Bitmap, after frames: [SnapshotFrame]
    ) -> SnapshotFrame.Kind {
        guard let whole = frames.lastIndex(where: { $0.kind == .whole }) else { return .whole }
        let since = frames[(whole + 1)...]
        guard since.count < mostChanges else { return .whole }
        let size = since.reduce(changes.portableByteCount) { $0 + $1.size }
        return size <= users.portableByteCount ? .changes : .whole
    }
}
