import Bitmaps
package import Definitions
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
        /// Those that were set aside, in the order of the segments.
        package var failed: [Failed] = []
    }

    /// A segment that was set aside, and what its owner does next.
    package struct Failed: Hashable, Sendable {
        package let segment: Int64
        package let failure: String
        package let remedy: String
    }

    /// What becomes of a run in which a segment fails.
    package enum Failing: Hashable, Sendable {
        /// It ends, and nothing is kept of any.
        case endTheRun
        /// They are left out and have failed runs of their own. `evenPassing`: also where the failure may
        /// pass by itself; else such a failure ends the run.
        case areSetAside(evenPassing: Bool)
    }

    /// Runs segments; archived and expired ones are refused. `date`: the data date; nil: today.
    ///
    /// Where the evaluation ends with an error nothing is kept of any, and the run says why and what to do
    /// next. A run whose segments were all set aside is a failed one. `details` are kept with the run.
    package func callAsFunction(
        _ segments: [SegmentRecord], on date: String? = nil, publishes: Bool = false,
        failing: Failing = .endTheRun, details: JSONValue = .object([])
    ) async throws -> Report {
        let date = date ?? space.today
        for segment in segments { try Self.refuse(segment, on: date) }
        var run = try await space.metadata.addRun(
            RunRecord(
                segment: segments.count == 1 ? segments[0].id : nil, dataDate: date,
                state: .running,
                startedAt: space.now, details: details, startedBy: space.actor))
        do {
            let found = try await evaluated(segments, on: date, failing)
            let snapshots = try await record(found, on: date, run.id)
            let held = publishes ? try await publish(snapshots) : []
            run.details = details.adding(Self.details(found, held))
            let isFailed = try await note(found.failed, of: &run)
            run.state = isFailed ? .failed : .done
            try await finish(&run)
            return Report(run: run, snapshots: snapshots, held: held, failed: found.failed)
        } catch {
            run.state = isCancellation(error) ? .cancelled : .failed
            run.failure = "\(error)"
            run.remedy = Self.remedy(error)
            try await finish(&run)
            throw error
        }
    }

    /// Throws where a segment is archived or expired by that day.
    static func refuse(_ segment: SegmentRecord, on date: String) throws {
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

    private struct Evaluated {
        var sound: [SegmentRecord]
        var sets: BulkEvaluation.Sets?
        var failed: [Failed] = []
    }

    private func evaluated(
        _ segments: [SegmentRecord], on date: String, _ failing: Failing
    ) async throws -> Evaluated {
        let evaluate = try await EvaluateSegments(space, on: date, cache: cache)
        let bulk = BulkEvaluation(evaluate, space)
        let ids = segments.map { String($0.id) }
        guard case .areSetAside(let evenPassing) = failing else {
            return Evaluated(
                sound: segments,
                sets: try await bulk.sets(of: ids, definitions: try await space.definitions()))
        }
        let (definitions, unreadable) = try await space.readableDefinitions()
        let outcome = try await SoundSegments(
            evaluate: evaluate, bulk: bulk, definitions: definitions, takesPassing: evenPassing)(
                ids, failures: unreadable)
        return Evaluated(
            sound: segments.filter { outcome.failures[String($0.id)] == nil },
            sets: outcome.sets,
            failed: segments.compactMap { segment in
                outcome.failures[String(segment.id)].map {
                    Failed(
                        segment: segment.id, failure: "\($0)", remedy: Self.remedy($0))
                }
            })
    }

    private func record(
        _ found: Evaluated, on date: String, _ run: Int64
    ) async throws -> [SnapshotRecord] {
        guard let sets = found.sets else { return [] }
        let segments = found.sound
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

    /// Gives each segment that was set aside a run of its own; true where none was left.
    private func note(_ failed: [Failed], of run: inout RunRecord) async throws -> Bool {
        if let only = failed.first, run.segment != nil {
            (run.failure, run.remedy) = (only.failure, only.remedy)
            return true
        }
        for one in failed {
            _ = try await space.metadata.addRun(
                RunRecord(
                    segment: one.segment, dataDate: run.dataDate, state: .failed,
                    startedAt: run.startedAt, endedAt: space.now, failure: one.failure,
                    remedy: one.remedy, details: ["run": .string(String(run.id))],
                    startedBy: run.startedBy))
        }
        guard !failed.isEmpty, run.details["segments"] == 0 else { return false }
        run.failure = "None of \(failed.count) segments could be evaluated."
        run.remedy = "See the runs of the segments, which say why."
        return true
    }

    /// How many have snapshots, and, where there are such, whose publish waits and which have failed.
    private static func details(_ found: Evaluated, _ held: [PublishPreview]) -> JSONValue {
        var details: JSONValue = [
            "segments": .count(found.sets == nil ? 0 : found.sound.count)
        ]
        if !held.isEmpty {
            details = details.adding([
                "held": .array(held.map { .string(String($0.snapshot.segment)) })
            ])
        }
        if !found.failed.isEmpty {
            details = details.adding([
                "failed": .array(found.failed.map { .string(String($0.segment)) })
            ])
        }
        return details
    }

    /// The sets of so many segments are in memory at a time.
    private static let segmentsAtOnce = 64

    private func publish(_ snapshots: [SnapshotRecord]) async throws -> [PublishPreview] {
        try await PublishSegments(space)(snapshots.map(\.id)).compactMap(\.held)
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
        case _ where isCancellation(error): "Run it again."
        default: "Mend what the message says, then run it again."
        }
    }
}
