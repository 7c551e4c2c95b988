package import Definitions

/// A segment that is sent to a destination.
package struct DeliveryRecord: Hashable, Sendable {
    package enum Mode: String, CaseIterable, Sendable {
        /// All members each time.
        case full
        /// Who entered and who left since the last time.
        case delta
    }

    /// Given by the store, never used again.
    package var id: Int64
    /// Unique.
    package var name: String
    package var segment: Int64
    package var destination: Int64
    /// When it is sent, as JSON (see `Jobs`); nil: by hand.
    package var schedule: JSONValue?
    package var mode: Mode
    /// Users a batch.
    package var batchSize: Int
    /// What the rows hold, as JSON.
    package var fields: JSONValue
    /// The share of users who are held out, 0 to below 1, and what is mixed into their hash.
    package var holdoutShare: Double
    package var holdoutSalt: String
    package var isPaused: Bool
    package var owner: String
    /// The run after which the destination has what its files say; nil: nothing was delivered.
    package var deliveredRun: Int64?
    /// Raised by every change of what people write.
    package var revision: Int
    package var createdAt: Int64
    package var changedAt: Int64

    package init(
        id: Int64 = 0, name: String, segment: Int64, destination: Int64,
        schedule: JSONValue? = nil, mode: Mode = .delta, batchSize: Int = 1000,
        fields: JSONValue = .object([]), holdoutShare: Double = 0, holdoutSalt: String = "",
        isPaused: Bool = false, owner: String, deliveredRun: Int64? = nil, revision: Int = 0,
        createdAt: Int64 = 0, changedAt: Int64 = 0
    ) {
        self.id = id
        self.name = name
        self.segment = segment
        self.destination = destination
        self.schedule = schedule
        self.mode = mode
        self.batchSize = batchSize
        self.fields = fields
        self.holdoutShare = holdoutShare
        self.holdoutSalt = holdoutSalt
        self.isPaused = isPaused
        self.owner = owner
        self.deliveredRun = deliveredRun
        self.revision = revision
        self.createdAt = createdAt
        self.changedAt = changedAt
    }
}

/// What is sent, and where it goes.
package protocol DeliveryRecords: Sendable {
    /// By name. `segment` nil: all.
    func deliveries(of segment: Int64?) async throws(MetadataError) -> [DeliveryRecord]
    func delivery(_ id: Int64) async throws(MetadataError) -> DeliveryRecord?
    /// The error `taken` where another has the name, `notFound` where segment or destination is not
    /// there.
    func create(
        _ delivery: DeliveryRecord, at now: Int64
    ) async throws(MetadataError) -> DeliveryRecord
    /// Changes what people write; `revision` as in destinations.
    func update(
        _ delivery: DeliveryRecord, at now: Int64
    ) async throws(MetadataError) -> DeliveryRecord
    /// Pauses or resumes, whatever the revision.
    func setPaused(
        _ isPaused: Bool, of delivery: Int64, at now: Int64
    ) async throws(MetadataError) -> DeliveryRecord
    /// With its runs.
    func removeDelivery(_ id: Int64) async throws(MetadataError)
}
