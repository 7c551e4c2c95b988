package import Definitions

/// A saved metric.
package struct MetricRecord: Hashable, Sendable {
    /// Given by the store, never used again: 1, 2, …
    package var id: Int64
    /// Unique.
    package var name: String
    package var description: String
    package var owner: String
    package var definition: JSONValue
    /// 1 when new; raised by every change.
    package var revision: Int
    package var createdAt: Int64
    package var changedAt: Int64

    package init(
        id: Int64 = 0, name: String, description: String = "", owner: String,
        definition: JSONValue, revision: Int = 0, createdAt: Int64 = 0, changedAt: Int64 = 0
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.owner = owner
        self.definition = definition
        self.revision = revision
        self.createdAt = createdAt
        self.changedAt = changedAt
    }
}

package protocol MetricRecords: Sendable {
    /// Adds metrics, all or none; returns them with ids, revisions and times, in order. The error `taken`
    /// where another has the name.
    func createMetrics(
        _ metrics: [MetricRecord], at now: Int64
    ) async throws(MetadataError) -> [MetricRecord]
    /// `metric.revision` is the one that the change was made from; where the store has another, the error
    /// is `conflict`.
    func updateMetric(
        _ metric: MetricRecord, at now: Int64
    ) async throws(MetadataError) -> MetricRecord
    /// `revision`: the one that the caller has seen, nil for whatever is there; where the store has
    /// another, the error is `conflict`.
    func removeMetric(_ id: Int64, expecting revision: Int?) async throws(MetadataError)
    /// By name.
    func metrics() async throws(MetadataError) -> [MetricRecord]
    func metric(_ id: Int64) async throws(MetadataError) -> MetricRecord?
    func metric(named name: String) async throws(MetadataError) -> MetricRecord?
}
