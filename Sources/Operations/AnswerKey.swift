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

    init(_ prepared: PreparedQuestion) {
        question = prepared.question
        range = prepared.range
        zone = prepared.zone
        folder = prepared.dataset.folder
        manifest = prepared.dataset.manifest
        tables =
            prepared.readsAttributes ? prepared.attributes.tables.map(\.manifest) : []
    }
}
