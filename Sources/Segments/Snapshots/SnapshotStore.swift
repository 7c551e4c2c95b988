package import Bitmaps
import Columns

/// The sets of users of all snapshots, in files of the home; what is known about snapshots is in the
/// metadata.
///
///     let store = SnapshotStore(home: "cxm-home")
///     let users = try store.users(of: 17, in: 3)
///
/// A value without state but for the cache that it is given: threads and processes share the files.
/// Reading a set of a million users takes some milliseconds, one that the cache has a look-up. `docs/formats/snapshots.md` has the bytes.
package struct SnapshotStore: Sendable {
    package let home: String
    private let cache: SnapshotCache?

    /// `cache`: of this home, kept between questions; nil reads files each time.
    package init(home: String, cache: SnapshotCache? = nil) {
        self.home = home
        self.cache = cache
    }

    /// A stored snapshot, without its users.
    package struct Stored: Hashable, Sendable {
        package let snapshot: Int64
        package let users: Int
        /// What it takes in the file.
        package let bytes: Int
        /// Kept whole, not as changes since the one before.
        package let isWhole: Bool
    }

    /// The users of a snapshot.
    package func users(
        of snapshot: Int64, in segment: Int64
    ) throws(SnapshotError) -> Bitmap {
        guard let cache else { return try read(snapshot, in: segment) }
        return try cache.users(of: snapshot, in: segment) { () throws(SnapshotError) in
            try read(snapshot, in: segment)
        }
    }

    /// Lets go of what was kept of snapshots that are removed.
    func forget(_ snapshots: Set<Int64>, of segment: Int64) {
        cache?.remove(snapshots, of: segment)
    }

    private func read(
        _ snapshot: Int64, in segment: Int64
    ) throws(SnapshotError) -> Bitmap {
        for chain in try chains(of: segment).reversed() {
            if let index = chain.index(of: snapshot) { return try chain.users(at: index) }
        }
        throw .missing(snapshot, segment: segment)
    }

    /// What is stored of a segment, oldest first. Cost: a microsecond for each.
    package func snapshots(of segment: Int64) throws(SnapshotError) -> [Stored] {
        var stored: [Stored] = []
        for chain in try chains(of: segment) {
            stored += chain.frames.map {
                Stored(
                    snapshot: $0.snapshot, users: $0.users, bytes: $0.end - $0.offset,
                    isWhole: $0.kind == .whole)
            }
        }
        return stored
    }

    package func contains(_ snapshot: Int64, in segment: Int64) throws(SnapshotError) -> Bool {
        try chains(of: segment).contains { $0.index(of: snapshot) != nil }
    }

    /// Whether a user was in each of the segment's snapshots, oldest first.
    ///
    /// Cost: one pass over the segment's files; no set is put together.
    package func presence(
        of user: UInt32, in segment: Int64
    ) throws(SnapshotError) -> [(snapshot: Int64, isMember: Bool)] {
        var presence: [(snapshot: Int64, isMember: Bool)] = []
        for chain in try chains(of: segment) {
            var isMember = false
            for frame in chain.frames {
                let isNamed = try chain.payload(of: frame, for: frame).contains(user)
                isMember = frame.kind == .whole ? isNamed : isMember != isNamed
                presence.append((frame.snapshot, isMember))
            }
        }
        return presence
    }

    /// The segments that have snapshots here.
    package var segments: [Int64] { root.names.compactMap { Int64($0) }.sorted() }

    var root: Folder { Folder(home + "/snapshots") }

    func folder(of segment: Int64) -> Folder { Folder(root.path + "/\(segment)") }

    static func fileName(_ number: Int) -> String { "\(number).chain" }

    /// The numbers of the segment's files; usually one. A damaged file is followed by a new one.
    func fileNumbers(of segment: Int64) -> [Int] {
        folder(of: segment).names.compactMap { name in
            name.hasSuffix(".chain") ? Int(name.dropLast(6)) : nil
        }.sorted()
    }

    func chain(_ number: Int, of segment: Int64) throws(SnapshotError) -> SnapshotChain {
        try SnapshotChain(
            path: folder(of: segment).path + "/" + Self.fileName(number), segment: segment)
    }

    func chains(of segment: Int64) throws(SnapshotError) -> [SnapshotChain] {
        var chains: [SnapshotChain] = []
        for number in fileNumbers(of: segment) {
            chains.append(try chain(number, of: segment))
        }
        return chains
    }
}
