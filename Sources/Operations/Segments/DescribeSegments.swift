package import Definitions
import Jobs
package import Metadata

/// What a list of segments tells beside what is saved: change, freshness, last run, who needs them.
///
///     let described = try await DescribeSegments(space)(entries)
///     described[0].isStale
///
/// Cost: two small reads for each entry, and one of all current definitions.
package struct DescribeSegments: Sendable {
    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    package struct Description: Hashable, Sendable {
        package let segment: SegmentRecord
        package let newest: SnapshotRecord?
        /// The newest run that was about it; of a run over many, the one that made its snapshot.
        package let lastRun: RunRecord?
        /// Its schedule has come an hour ago or more, and the newest snapshot is older.
        package let isStale: Bool
        /// Segments, clients, deliveries and dashboards that use it.
        package let usedBy: Int
    }

    package func callAsFunction(_ entries: [ListSegments.Entry]) async throws -> [Description] {
        let dependents = try await dependents()
        var runs: [Int64: RunRecord] = [:]
        var described: [Description] = []
        for entry in entries {
            let id = entry.segment.id
            let uses = try await space.metadata.uses(of: id).count
            described.append(
                Description(
                    segment: entry.segment, newest: entry.newest,
                    lastRun: try await lastRun(of: entry, &runs),
                    isStale: entry.segment.isStale(entry.newest, now: space.now, space.home.zone),
                    usedBy: uses + (dependents[String(id)] ?? 0)))
        }
        return described
    }

    private func lastRun(
        of entry: ListSegments.Entry, _ known: inout [Int64: RunRecord]
    ) async throws -> RunRecord? {
        let own = try await space.metadata.runs(of: entry.segment.id, limit: 1).first
        guard let shared = entry.newest?.run, shared > own?.id ?? 0 else { return own }
        if known[shared] == nil { known[shared] = try await space.metadata.run(shared) }
        return known[shared]
    }

    /// How many segments name each one in their current definitions.
    private func dependents() async throws -> [String: Int] {
        let segments = try await space.metadata.segments(
            SegmentListFilter(statuses: [.draft, .active]))
        var counts: [String: Int] = [:]
        for version in try await space.metadata.currentVersions(of: segments.map(\.id))
        where version.definition.namesSegments {
            guard let definition = try? version.parsed else { continue }
            for id in Set(SegmentComposition.parts(of: definition)) { counts[id, default: 0] += 1 }
        }
        return counts
    }
}

extension JSONValue {
    /// Whether a definition may be made of segments; most are not, and need not be read.
    fileprivate var namesSegments: Bool {
        ["union", "intersect", "subtract", "from"].contains { self[$0] != nil }
    }
}

extension SegmentRecord {
    /// Whether a schedule asked for a newer snapshot than there is, and an hour has passed since.
    package func isStale(_ newest: SnapshotRecord?, now: Int64, _ zone: Zone) -> Bool {
        let hour = TimeSpan.Unit.hour.milliseconds
        guard status == .active, let schedule, let rules = try? Schedule(schedule),
            let due = rules.latest(upTo: now - hour, in: zone), due > createdAt
        else { return false }
        return (newest?.createdAt ?? .min) < due
    }
}

extension DescribeSegments.Description {
    /// As the API lists it.
    package var json: JSONValue {
        segment.json(newest: newest).with([
            .init("created_at", .string(Zone.utc.text(segment.createdAt))),
            .init("changed_at", .string(Zone.utc.text(segment.changedAt))),
            .init("entered", .count(newest?.entered)), .init("left", .count(newest?.left)),
            .init("change", .count(change)), .init("stale", .boolean(isStale)),
            .init("last_run", lastRun?.json ?? .null), .init("used_by", .count(usedBy)),
        ])
    }

    /// How many users more than in the snapshot before; nil for the first.
    package var change: Int? {
        guard let newest, let entered = newest.entered, let left = newest.left else { return nil }
        return entered - left
    }
}
