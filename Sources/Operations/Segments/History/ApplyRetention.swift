import Columns
package import Definitions
package import Metadata
package import Segments

/// Removes the snapshots that a policy does not keep, of some segments or all.
///
/// A segment's file is written anew only where enough goes, at least 8 snapshots and a quarter of those
/// there are, unless all of it is asked for: until then a few more than the policy says are kept.
/// Published snapshots and the newest one of each segment are never removed.
package struct ApplyRetention: Sendable {
    private let records: any SegmentRecords
    private let store: SnapshotStore

    package init(records: any SegmentRecords, store: SnapshotStore) {
        self.records = records
        self.store = store
    }

    package struct Report: Hashable, Sendable {
        /// How many were removed, by segment.
        package var removed: [Int64: Int] = [:]
        /// Segments whose file cannot be written anew, with the reason.
        package var failures: [Int64: String] = [:]
    }

    /// `day`: today in the project's zone. `completely`: also where little goes.
    package func callAsFunction(
        _ policy: RetentionPolicy, segments: [Int64], on day: CivilDate, completely: Bool = false
    ) async throws -> Report {
        var report = Report()
        for segment in segments {
            try Task.checkCancellation()
            let lock = try await SnapshotLock(store)
            let known = try await records.snapshots(of: segment)
            let published = try await records.segment(segment)?.publishedSnapshot
            let removable = policy.removable(
                known.compactMap { Self.item($0, published: published) }, on: day)
            guard !removable.isEmpty, completely || Self.isEnough(removable.count, of: known.count)
            else { continue }
            do throws(SnapshotError) {
                // The records go last: after a crash the next call finds what is left to remove.
                try store.remove(Set(removable), of: segment)
            } catch {
                report.failures[segment] = error.description
                continue
            }
            try await records.removeSnapshots(removable)
            report.removed[segment] = removable.count
            withExtendedLifetime(lock) {}
        }
        return report
    }

    private static func isEnough(_ count: Int, of all: Int) -> Bool {
        count >= 8 && count * 4 >= all
    }

    /// Nil for a snapshot without a readable date, which stays.
    private static func item(
        _ record: SnapshotRecord, published: Int64?
    ) -> RetentionPolicy.Item? {
        CivilDate(snapshotDate: record.dataDate).map {
            .init(snapshot: record.id, dataDate: $0, isHeld: record.id == published)
        }
    }
}

extension CivilDate {
    /// `2026-11-24`; nil for anything else.
    init?(snapshotDate text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else {
            return nil
        }
        self.init(year: year, month: month, day: day)
        guard self.text == text, CivilDate(daysSinceEpoch: daysSinceEpoch) == self else {
            return nil
        }
    }
}
