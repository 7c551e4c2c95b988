import Attributes
import Definitions
import EventStore

/// What an answer depends on: the same key, the same numbers.
///
/// The manifest names every file of the dataset with its size and time, so that data which change, or
/// are made anew under the same name, have another key.
struct AnswerKey: Hashable, Sendable {
    private let question: Question
    /// Ranges such as the last 30 days mean other days tomorrow.
    private let range: ResolvedRange?
    private let zone: Zone
    private let folder: String
    private let manifest: Manifest
    /// The tables of attributes, where the answer rests on them; kept like the dataset's manifest.
    private let tables: [TableManifest]
    /// The times that its rules for attributes look at.
    private let frames: [EstimateFrame]
    /// The snapshots of the segments that it names; a snapshot never changes.
    private let segments: [UsedSegment]
    /// That of the question whose users a profile is about.
    private let source: [AnswerKey]

    init(_ prepared: PreparedQuestion) throws {
        question = prepared.question
        range = prepared.range
        zone = prepared.zone
        folder = prepared.dataset.folder
        manifest = prepared.dataset.manifest
        tables =
            prepared.readsAttributes ? prepared.attributes.tables.map(\.manifest) : []
        segments = prepared.segments.used
        frames = try prepared.question.scope.estimates.map { try prepared.frame(of: $0) }
        if case .profile(let profile) = prepared.question, let part = profile.source {
            source = [try AnswerKey(prepared.source(part))]
        } else {
            source = []
        }
    }
}
