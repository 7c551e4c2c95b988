package import Bitmaps
import Columns
package import Metadata
package import Segments

/// Keeps sets that runs have found as snapshots: what is known about them in the metadata, the users in
/// the files.
///
///     let kept = try await RecordSnapshots(records: metadata, store: store)(found, at: now)
///
/// After a crash at any moment every segment has its earlier snapshots, and the new one whole or not at
/// all: a record whose set was not written any more goes when the segment is next recorded. Cost: a pass
/// over each set and the one before, and one wait for the disk; memory: two sets of each.
package struct RecordSnapshots: Sendable {
    private let records: any SegmentRecords
    private let store: SnapshotStore
    private let threads: Int

    package init(records: any SegmentRecords, store: SnapshotStore, threads: Int = 1) {
        self.records = records
        self.store = store
        self.threads = threads
    }

    /// A set that a run has found.
    package struct Found: Sendable {
        package let segment: Int64
        package let version: Int
        package let dataDate: String
        package let run: Int64?
        package let users: Bitmap

        package init(
            segment: Int64, version: Int, dataDate: String, run: Int64? = nil, users: Bitmap
        ) {
            self.segment = segment
            self.version = version
            self.dataDate = dataDate
            self.run = run
            self.users = users
        }
    }

    /// All or none are kept; a segment occurs once. Returns their records, in order.
    package func callAsFunction(
        _ found: [Found], at now: Int64
    ) async throws -> [SnapshotRecord] {
        guard !found.isEmpty else { return [] }
        let early = try await prepare(found)
        let lock = try await SnapshotLock(store)
        let prepared = try await current(found, early)
        let kept = try await records.addSnapshots(
            zip(found, prepared).map { Self.record($0, $1, now) })
        do throws(SnapshotError) {
            try store.commit(zip(kept, prepared).map { ($0.id, $1) })
        } catch {
            try await records.removeSnapshots(kept.map(\.id))
            throw error
        }
        withExtendedLifetime(lock) {}
        return kept
    }

    private func prepare(_ found: [Found]) async throws -> [PreparedSnapshot] {
        try await store.prepare(found.map { ($0.segment, $0.users) }, threads: threads)
    }

    private static func record(
        _ found: Found, _ prepared: PreparedSnapshot, _ now: Int64
    ) -> SnapshotRecord {
        SnapshotRecord(
            segment: found.segment, version: found.version, dataDate: found.dataDate,
            run: found.run, size: prepared.users, entered: prepared.entered, left: prepared.left,
            createdAt: now)
    }

    /// Prepares anew where a crash or somebody else came between.
    private func current(
        _ found: [Found], _ early: [PreparedSnapshot]
    ) async throws -> [PreparedSnapshot] {
        var prepared = early
        let latest = Dictionary(
            uniqueKeysWithValues: try await records.latestSnapshots(of: found.map(\.segment))
                .map { ($0.segment, $0.id) })
        for (index, set) in found.enumerated() {
            if latest[set.segment] != prepared[index].previous { try await reconcile(set.segment) }
            if try !store.isCurrent(prepared[index]) {
                prepared[index] = try store.prepare(set.users, for: set.segment)
            }
        }
        return prepared
    }

    /// Removes what a crash has left of a segment: a newest record without a set, sets without a record.
    private func reconcile(_ segment: Int64) async throws {
        let known = try await records.snapshots(of: segment)
        let stored = Set(try store.snapshots(of: segment).map(\.snapshot))
        if let last = known.last, last.publishedAt == nil, !stored.contains(last.id),
            known.count == 1 || stored.contains(known[known.count - 2].id)
        {
            try await records.removeSnapshots([last.id])
        }
        let unknown = stored.subtracting(known.map(\.id))
        if !unknown.isEmpty { try store.remove(unknown, of: segment) }
    }
}

/// Waits for the right to change snapshots; others have it for a moment at a time.
struct SnapshotLock {
    private let lock: FileLock

    init(_ store: SnapshotStore, seconds: Int = 120) async throws {
        for _ in 0..<seconds * 50 {
            if let lock = try store.lock() {
                self.lock = lock
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw OperationError(
            "Another process has been writing snapshots for \(seconds) seconds. Try again later, or "
                + "end that process.")
    }
}
