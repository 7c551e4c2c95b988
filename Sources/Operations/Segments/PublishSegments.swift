import Definitions
import Metadata

/// Makes a snapshot the one that is served.
///
///     let outcome = try await PublishSegments(space)(snapshot.id)
///     if let held = outcome.held { … }      // changes too much: confirm it
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
        let preview = try await PreviewPublish(
            records: space.metadata, store: space.snapshots, guard: held)(snapshot: snapshot)
        guard confirmed || !preview.isHeld else {
            return Outcome(preview: preview, isPublished: false)
        }
        try await space.metadata.publish([snapshot], at: space.now)
        try await space.audit(
            "publish", preview.snapshot.segment,
            ["snapshot": .string(String(snapshot)), "size": .count(preview.snapshot.size)])
        return Outcome(preview: preview, isPublished: true)
    }
}
