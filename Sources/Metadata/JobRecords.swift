package import Definitions

/// Work to be done at a time by whichever process takes it first.
package struct JobRecord: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case waiting, running, done, failed, cancelled
    }

    package var id: Int64
    /// What is to be done: `refresh-segments`, …
    package var kind: String
    package var arguments: JSONValue
    /// One waiting or running job of a key at a time; nil: as many as asked for.
    package var key: String?
    package var state: State
    /// Not before.
    package var dueAt: Int64
    /// How often it was tried.
    package var attempts: Int
    /// Who works on it, and until when others leave it alone.
    package var leaseOwner: String?
    package var leaseUntil: Int64?
    /// Somebody asked for its end.
    package var isCancelRequested: Bool
    package var failure: String?
    package var remedy: String?
    /// What its worker tells of it, as JSON: how far it is, what came of it.
    package var details: JSONValue
    package var createdAt: Int64
    package var endedAt: Int64?

    package init(
        id: Int64 = 0, kind: String, arguments: JSONValue = .object([]), key: String? = nil,
        state: State = .waiting, dueAt: Int64, attempts: Int = 0, leaseOwner: String? = nil,
        leaseUntil: Int64? = nil, isCancelRequested: Bool = false, failure: String? = nil,
        remedy: String? = nil, details: JSONValue = .object([]), createdAt: Int64,
        endedAt: Int64? = nil
    ) {
        self.id = id
        self.kind = kind
        self.arguments = arguments
        self.key = key
        self.state = state
        self.dueAt = dueAt
        self.attempts = attempts
        self.leaseOwner = leaseOwner
        self.leaseUntil = leaseUntil
        self.isCancelRequested = isCancelRequested
        self.failure = failure
        self.remedy = remedy
        self.details = details
        self.createdAt = createdAt
        self.endedAt = endedAt
    }
}

package protocol JobRecords: Sendable {
    /// Nil where a job of this key waits or runs already.
    func addJob(_ job: JobRecord) async throws(MetadataError) -> JobRecord?
    /// Gives the longest due job of these kinds to `owner`, one whose lease has ended included; counts
    /// the attempt. Each job goes to one owner, however many ask.
    func takeJob(
        kinds: [String], owner: String, now: Int64, leaseUntil: Int64
    ) async throws(MetadataError) -> JobRecord?
    /// Prolongs a lease; the error `conflict` where somebody else has it. Returns the job, so that a
    /// wish to cancel is seen.
    func renewLease(
        _ id: Int64, owner: String, until: Int64
    ) async throws(MetadataError) -> JobRecord
    /// Replaces what is told of a job that `owner` has; the error `conflict` where somebody else has it.
    func note(_ details: JSONValue, on id: Int64, owner: String) async throws(MetadataError)
    /// Ends or hands back (`waiting`, due at `dueAt`) a job that `owner` has, with its attempts, failure
    /// and remedy; the error `conflict` where somebody else has it.
    func finish(_ job: JobRecord, owner: String) async throws(MetadataError)
    /// Ends a job that waits, or whose owner is gone; asks the owner of one that runs. The error
    /// `conflict` where it has ended already.
    func requestCancel(_ id: Int64, now: Int64) async throws(MetadataError)
    /// Newest first.
    func jobs(
        kind: String?, states: Set<JobRecord.State>?, limit: Int
    ) async throws(MetadataError) -> [JobRecord]
    func job(_ id: Int64) async throws(MetadataError) -> JobRecord?
    /// Forgets the jobs that ended before this time; returns how many.
    @discardableResult
    func removeJobs(endedBefore time: Int64) async throws(MetadataError) -> Int
}

extension JobRecords {
    /// Of every kind.
    package func jobs(
        states: Set<JobRecord.State>?, limit: Int
    ) async throws(MetadataError) -> [JobRecord] {
        try await jobs(kind: nil, states: states, limit: limit)
    }
}
