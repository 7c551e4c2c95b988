package import Definitions
package import Jobs
package import Metadata
import Segments

/// Does jobs of the kind `refresh-segments`: one run over all segments that are due, at one data date;
/// publishes them, and removes the snapshots that the retention policy does not keep.
///
///     let runner = JobRunner(jobs: store, owner: owner, handlers: [
///         RefreshSegments.kind: { try await refresh($0, $1) }])
///
/// A segment that fails is left out of the run and has a failed run of its own; a publish that the guard
/// holds back waits. The details of the run tell both. A failure that may pass is tried again for all; at
/// the last attempt those that still fail are left out.
package struct RefreshSegments: Sendable {
    package static let kind = "refresh-segments"
    /// The setting of the project that holds the retention policy as JSON.
    package static let retentionSetting = "retention"

    /// Makes a space whose clock stands at `now`.
    package typealias SpaceFactory = @Sendable (_ now: Int64) throws -> SegmentSpace

    private let open: SpaceFactory

    package init(_ open: @escaping SpaceFactory) {
        self.open = open
    }

    package func callAsFunction(_ job: JobRecord, _ context: JobContext) async throws {
        let space = try open(context.now)
        try await endAbandonedRuns(of: job, space)
        do {
            let chosen = try await segments(of: job, space)
            guard !chosen.isEmpty else { return }
            let report = try await RunSegments(space)(
                chosen, publishes: true,
                failing: .areSetAside(evenPassing: context.isLastAttempt),
                details: ["job": .string(String(job.id))])
            try await retain(report, space, context)
            if report.snapshots.isEmpty { throw JobFailure(noneOf: report) }
        } catch {
            throw JobFailure.refresh(error)
        }
    }

    private func segments(
        of job: JobRecord, _ space: SegmentSpace
    ) async throws -> [SegmentRecord] {
        let request = try RefreshRequest(job.arguments)
        return try await space.metadata.segments(SegmentListFilter(statuses: [.draft, .active]))
            .filter {
                request.takes($0, planned: job.createdAt, now: space.now, zone: space.home.zone)
            }
    }

    /// Runs of a process that has died while it worked on this job.
    private func endAbandonedRuns(of job: JobRecord, _ space: SegmentSpace) async throws {
        guard job.attempts > 1 else { return }
        for var run in try await space.metadata.runs(of: nil, limit: 200)
        where run.state == .running && run.details["job"] == .string(String(job.id)) {
            (run.state, run.endedAt) = (.failed, space.now)
            run.failure = "The process that worked on it has ended without an answer."
            run.remedy = "Nothing: another process does it again."
            try await space.metadata.update(run)
        }
    }

    /// Snapshots that cannot be removed do no harm to those that were made: the run tells of them.
    private func retain(
        _ report: RunSegments.Report, _ space: SegmentSpace, _ context: JobContext
    ) async throws {
        var told: JSONValue
        do {
            let policy =
                try await space.metadata.setting(Self.retentionSetting).map {
                    try RetentionPolicy(JSONReader($0, pointer: "/" + Self.retentionSetting))
                } ?? RetentionPolicy()
            let done = try await ApplyRetention(records: space.metadata, store: space.snapshots)(
                policy, segments: report.snapshots.map(\.segment), on: space.day)
            told = ["removed": .count(done.removed.values.reduce(0, +))]
            if let first = done.failures.min(by: { $0.key < $1.key }) {
                told = told.adding([
                    "failed": .count(done.failures.count), "why": .text(first.value),
                ])
            }
        } catch  where !Task.isCancelled {
            told = ["why": .string("\(error)")]
        }
        var run = report.run
        run.details = run.details.adding(["retention": told])
        run.endedAt = context.now
        try await space.metadata.update(run)
    }
}

extension JSONValue {
    /// An object with the members of another one after its own.
    package func adding(_ other: JSONValue) -> JSONValue {
        guard case .object(let mine) = self, case .object(let more) = other else { return self }
        return .object(mine + more)
    }
}
