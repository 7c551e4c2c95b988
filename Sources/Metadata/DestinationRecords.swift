package import Definitions

/// Where deliveries go.
package struct DestinationRecord: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// An address that takes batches as JSON.
        case http
        /// A folder that takes files.
        case folder
    }

    /// Given by the store, never used again.
    package var id: Int64
    /// Unique.
    package var name: String
    package var kind: Kind
    /// What the kind needs, as JSON; secrets by name, never in clear.
    package var options: JSONValue
    /// Who is never sent there, beside the project's, as JSON; nil: nobody.
    package var suppression: JSONValue?
    /// Raised by every change.
    package var revision: Int
    package var createdAt: Int64
    package var changedAt: Int64

    package init(
        id: Int64 = 0, name: String, kind: Kind, options: JSONValue, suppression: JSONValue? = nil,
        revision: Int = 0, createdAt: Int64 = 0, changedAt: Int64 = 0
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.options = options
        self.suppression = suppression
        self.revision = revision
        self.createdAt = createdAt
        self.changedAt = changedAt
    }
}

package protocol DestinationRecords: Sendable {
    /// By name.
    func destinations() async throws(MetadataError) -> [DestinationRecord]
    func destination(_ id: Int64) async throws(MetadataError) -> DestinationRecord?
    /// The error `taken` where another has the name.
    func create(
        _ destination: DestinationRecord, at now: Int64
    ) async throws(MetadataError) -> DestinationRecord
    /// `destination.revision` is the one that the change was made from; where the store has another,
    /// the error is `conflict`.
    func update(
        _ destination: DestinationRecord, at now: Int64
    ) async throws(MetadataError) -> DestinationRecord
    /// The error `inUse` where deliveries go there.
    func removeDestination(_ id: Int64) async throws(MetadataError)
}
