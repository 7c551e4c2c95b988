import Bitmaps
import Definitions
package import Metadata
package import Segments

/// Evaluates saved segments at one data date and keeps their snapshots.
///
///     let report = try await RunSegments(space)([segment], on: "2026-10-31", publishes: true)
///
/// All groups on one table are evaluated in one pass, segments after those that they are made of.
package struct RunSegments: Sendable {
    private let space: SegmentSpace
    private let cache: GroupCache

    package init(_ space: SegmentSpace, cache: GroupCache = GroupCache(limit: 1 << 30)) {
        self.space = space
        self.cache = cache
    }

    package struct Report: Sendable {
        package let run: RunRecord
        /// In the order of the segments.
        package let snapshots: [SnapshotRecord]
        /// Snapshots whose publish waits for somebody's word, with what it would change.
        package let held: [PublishPreview]
    }

    /// Runs segments; archived and expired ones are refused. `date`: the data date; nil: today.
    ///
    /// Where the evaluation fails nothing is kept of any, and the run says why and what to do next.
    package func callAsFunction(
        _ segments: [SegmentRecord], on date: String? = nil, publishes: Bool = false
    ) async throws -> Report {
        let date = date ?? space.today
        for segment in segments { try refuse(segment, on: date) }
        var run = try await space.metadata.addRun(
            RunRecord(
                segment: segments.count == 1 ? segments[0].id : nil, dataDate: date,
                state: .running,
                startedAt: space.now, startedBy: space.actor))
        do {
            let snapshots = try await snapshots(of: segments, on: date, run.id)
            let held = publishes ? try await publish(snapshots) : []
            run.state = .done
            run.details = ["segments": .count(segments.count)]
            try await finish(&run)
            return Report(run: run, snapshots: snapshots, held: held)
        } catch {
            run.state = error is CancellationError ? .cancelled : .failed
            run.failure = "\(error)"
            run.remedy = Self.remedy(error)
            try await finish(&run)
            throw error
        }
    }

    private func refuse(_ segment: SegmentRecord, on date: String) throws {
        if segment.status == .archived {
            throw OperationError(
                "Segment \(segment.id) (\(segment.name)) is archived; bring it back first: "
                    + "cxm segment archive --undo \(segment.id)")
        }
        if let expires = segment.expires, expires < date {
            throw OperationError(
                "Segment \(segment.id) (\(segment.name)) expired on \(expires); change its day, or "
                    + "archive it.")
        }
    }

    private func snapshots(
        of segments: [SegmentRecord], on date: String, _ run: Int64
    ) async throws -> [SnapshotRecord] {
        let evaluate = try await EvaluateSegments(space, on: date, cache: cache)
        let sets = try await BulkEvaluation(evaluate, space).sets(
            of: segments.map { String($0.id) }, definitions: try await space.definitions())
        let record = RecordSnapshots(
            records: space.metadata, store: space.snapshots, threads: space.threads)
        var kept: [SnapshotRecord] = []
        for first in stride(from: 0, to: segments.count, by: Self.segmentsAtOnce) {
            try Task.checkCancellation()
            let part = segments[first..<min(first + Self.segmentsAtOnce, segments.count)]
            kept += try await record(
                part.map { segment in
                    .init(
                        segment: segment.id, version: segment.version, dataDate: date, run: run,
                        users: sets.users(of: String(segment.id)))
                }, at: space.now)
        }
        return kept
    }

    /// The sets of so many segments are in memory at a time.
    private static let segmentsAtOnce = 64

    private func publish(_ snapshots: [SnapshotRecord]) async throws -> [PublishPreview] {
        let publish = PublishSegments(space)
        var held: [PublishPreview] = []
        for snapshot in snapshots {
            if let preview = try await publish(snapshot.id).held { held.append(preview) }
        }
        return held
    }

    /// The task may be cancelled already, and the run's end is written all the same.
    private func finish(_ run: inout RunRecord) async throws {
        run.endedAt = space.now
        try await space.metadata.update(run)
    }

    /// What the owner does next.
    private static func remedy(_ error: any Error) -> String {
        switch error {
        case is DefinitionError:
            "Edit the segment: its definition names what the catalogue does not have (any more)."
        case is CancellationError: "Run it again."
        default: "Mend what the message says, then run it again."
        }
    }
}
