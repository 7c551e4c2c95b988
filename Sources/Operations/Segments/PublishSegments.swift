import Definitions
import Membership
import Metadata

/// Makes snapshots the ones that are served.
///
///     let outcome = try await PublishSegments(space)(snapshot.id)
///     if let held = outcome.held { … }      // changes too much: confirm it
///
/// Their sets are made ready first, then all are published in one step: readers see the old snapshots or
/// the new ones. An error before that step, or the end of the process at any moment, leaves what is served.
package struct PublishSegments: Sendable {
    private let space: SegmentSpace
    private let held: PublishGuard

    package init(_ space: SegmentSpace, guard held: PublishGuard = .init()) {
        self.space = space
        self.held = held
    }

    package struct Outcome: Hashable, Sendable {
        package let preview: PublishPreview
        package let isPublished: Bool

        /// Nil where it was published.
        package var held: PublishPreview? { isPublished ? nil : preview }
    }

    /// `confirmed`: also where the guard holds it back.
    package func callAsFunction(
        _ snapshot: Int64, confirmed: Bool = false
    ) async throws -> Outcome {
        try await self([snapshot], confirmed: confirmed)[0]
    }

    /// In the order given; those that the guard holds back are left out of the step.
    package func callAsFunction(
        _ snapshots: [Int64], confirmed: Bool = false
    ) async throws -> [Outcome] {
        let preview = PreviewPublish(
            records: space.metadata, store: space.snapshots, guard: held)
        var outcomes: [Outcome] = []
        for snapshot in snapshots {
            let preview = try await preview(snapshot: snapshot)
            outcomes.append(Outcome(preview: preview, isPublished: confirmed || !preview.isHeld))
        }
        let chosen = outcomes.filter(\.isPublished).map(\.preview.snapshot)
        guard !chosen.isEmpty else { return outcomes }
        try await HoldReady(home: space.home)(
            chosen.map { ServedKey(segment: $0.segment, snapshot: $0.id) })
        try await space.metadata.publish(chosen.map(\.id), at: space.now)
        for snapshot in chosen {
            try await space.audit(
                "publish", snapshot.segment,
                ["snapshot": .string(String(snapshot.id)), "size": .count(snapshot.size)])
        }
        return outcomes
    }
}
