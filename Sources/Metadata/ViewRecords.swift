package import Definitions

/// A view that somebody has saved: a dashboard, or one analysis that is shared by its link.
package struct ViewRecord: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case dashboard, analysis
    }

    /// Given by the store, never used again.
    package var id: Int64
    package var kind: Kind
    package var name: String
    /// Path such as `Marketing/Weekly`; empty: none.
    package var folder: String
    package var owner: String
    /// The dashboard or the analysis, as JSON.
    package var content: JSONValue
    /// Raised by every change.
    package var revision: Int
    package var createdAt: Int64
    package var changedAt: Int64

    package init(
        id: Int64 = 0, kind: Kind, name: String, folder: String = "", owner: String,
        content: JSONValue, revision: Int = 0, createdAt: Int64 = 0, changedAt: Int64 = 0
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.folder = folder
        self.owner = owner
        self.content = content
        self.revision = revision
        self.createdAt = createdAt
        self.changedAt = changedAt
    }
}

package protocol ViewRecords: Sendable {
    /// Returns it with id, revision and times.
    func addView(_ view: ViewRecord, at now: Int64) async throws(MetadataError) -> ViewRecord
    /// Changes name, folder, owner and content. `view.revision` is the one that the change was made
    /// from; where the store has another, the error is `conflict`.
    func updateView(_ view: ViewRecord, at now: Int64) async throws(MetadataError) -> ViewRecord
    /// `expecting`: as in `updateView`; nil: whatever it is.
    func removeView(_ id: Int64, expecting revision: Int?) async throws(MetadataError)
    func view(_ id: Int64) async throws(MetadataError) -> ViewRecord?
    /// Ascending by id. `kind` nil: of every kind.
    func views(_ kind: ViewRecord.Kind?) async throws(MetadataError) -> [ViewRecord]
}
