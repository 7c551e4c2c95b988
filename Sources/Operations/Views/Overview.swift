package import Definitions
package import Metadata

/// What needs somebody's attention: failed runs, stale segments, publishes that wait, drift.
///
///     let items = try await Overview(space).attention()
///     items.first?.kind     // .failedRun
///
/// Cost: the last 500 runs and the records of all segments that are not archived; no set is read.
package struct Overview: Sendable {
    package struct Item: Hashable, Sendable {
        package enum Kind: String, CaseIterable, Sendable {
            case failedRun = "failed_run"
            case stale
            case heldBack = "held_back"
            case drift
        }

        package let kind: Kind
        /// The segment or the table.
        package let id: String
        package let name: String
        /// What is wrong, and what to do next, where it is known.
        package let detail: String?
        package let remedy: String?
        /// Milliseconds since 1970 UTC.
        package let at: Int64?
        /// The snapshot that waits for a word.
        package let snapshot: Int64?
    }

    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// The gravest first.
    package func attention() async throws -> [Item] {
        let segments = try await space.metadata.segments(
            SegmentListFilter(statuses: [.draft, .active]))
        let newest = Dictionary(
            try await space.metadata.latestSnapshots(of: segments.map(\.id)).map {
                ($0.segment, $0)
            }, uniquingKeysWith: { $1 })
        let runs = try await space.metadata.runs(of: nil, limit: 500)
        return failures(of: segments, runs, newest) + heldBack(segments, runs, newest)
            + stale(segments, newest) + (try await drifted())
    }

    /// A failed run that no later snapshot has made good.
    private func failures(
        of segments: [SegmentRecord], _ runs: [RunRecord], _ newest: [Int64: SnapshotRecord]
    ) -> [Item] {
        var seen: Set<Int64> = []
        let names = Dictionary(segments.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        return runs.compactMap { run in
            guard let id = run.segment, let segment = names[id], seen.insert(id).inserted,
                run.state == .failed, (newest[id]?.createdAt ?? .min) < run.endedAt ?? .max
            else { return nil }
            return Item(
                kind: .failedRun, id: String(id), name: segment.name, detail: run.failure,
                remedy: run.remedy, at: run.endedAt, snapshot: nil)
        }
    }

    /// A newest snapshot whose run was to publish it, and which is not the one that is served.
    private func heldBack(
        _ segments: [SegmentRecord], _ runs: [RunRecord], _ newest: [Int64: SnapshotRecord]
    ) -> [Item] {
        var held: [Int64: Set<String>] = [:]
        for run in runs {
            guard case .array(let ids)? = run.details["held"] else { continue }
            held[run.id] = Set(ids.compactMap { if case .string(let id) = $0 { id } else { nil } })
        }
        return segments.compactMap { segment in
            guard let snapshot = newest[segment.id], snapshot.id != segment.publishedSnapshot,
                let run = snapshot.run, held[run]?.contains(String(segment.id)) == true
            else { return nil }
            return Item(
                kind: .heldBack, id: String(segment.id), name: segment.name, detail: nil,
                remedy: nil, at: snapshot.createdAt, snapshot: snapshot.id)
        }
    }

    private func stale(
        _ segments: [SegmentRecord], _ newest: [Int64: SnapshotRecord]
    ) -> [Item] {
        segments.filter { $0.isStale(newest[$0.id], now: space.now, space.home.zone) }.map {
            Item(
                kind: .stale, id: String($0.id), name: $0.name, detail: nil, remedy: nil,
                at: newest[$0.id]?.createdAt, snapshot: nil)
        }
    }

    /// What the last check has found; none is made.
    private func drifted() async throws -> [Item] {
        try await LoadCatalogue(space.context)().entries.filter { !$0.drift.isSound }.map { entry in
            Item(
                kind: .drift, id: entry.table.name, name: entry.table.name,
                detail: entry.drift.unreachable ?? entry.drift.problems.first?.words, remedy: nil,
                at: entry.drift.checkedAt, snapshot: nil)
        }
    }

    /// An owner's segments, last changed first, with their last sizes, oldest first.
    package func segments(
        of owner: String, limit: Int, points: Int
    ) async throws -> [(segment: SegmentRecord, sizes: [SnapshotRecord])] {
        let own = try await space.metadata.segments(
            SegmentListFilter(statuses: [.draft, .active], owner: owner)
        ).sorted { $0.changedAt > $1.changedAt }.prefix(limit)
        let history = SnapshotHistory(records: space.metadata, store: space.snapshots)
        var found: [(SegmentRecord, [SnapshotRecord])] = []
        for segment in own {
            found.append((segment, try await history.sizes(of: segment.id).suffix(points)))
        }
        return found
    }
}

extension Overview.Item {
    /// As the API shows it.
    package var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "id": .string(id), "name": .string(name),
            "detail": .text(detail), "remedy": .text(remedy),
            "at": .text(at.map { Zone.utc.text($0) }),
            "snapshot": .text(snapshot.map(String.init)),
        ]
    }
}
