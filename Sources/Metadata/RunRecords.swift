package import Definitions

/// One evaluation of segments.
package struct RunRecord: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case waiting, running, done, failed, cancelled
    }

    package var id: Int64
    /// Nil for a run over many segments.
    package var segment: Int64?
    /// `2026-11-24`: the one data date of the whole run.
    package var dataDate: String
    package var state: State
    package var startedAt: Int64?
    package var endedAt: Int64?
    /// What went wrong, and what the owner can do next, in words; nil where nothing did.
    package var failure: String?
    package var remedy: String?
    /// Counts and times worth keeping, as JSON.
    package var details: JSONValue
    package var startedBy: String

    package init(
        id: Int64 = 0, segment: Int64? = nil, dataDate: String, state: State = .waiting,
        startedAt: Int64? = nil, endedAt: Int64? = nil, failure: String? = nil,
        remedy: String? = nil, details: JSONValue = .object([]), startedBy: String
    ) {
        self.id = id
        self.segment = segment
        self.dataDate = dataDate
        self.state = state
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.failure = failure
        self.remedy = remedy
        self.details = details
        self.startedBy = startedBy
    }
}

package protocol RunRecords: Sendable {
    func addRun(_ run: RunRecord) async throws(MetadataError) -> RunRecord
    func update(_ run: RunRecord) async throws(MetadataError)
    /// Newest first. `segment` nil: all runs.
    func runs(of segment: Int64?, limit: Int) async throws(MetadataError) -> [RunRecord]
    func run(_ id: Int64) async throws(MetadataError) -> RunRecord?
}
