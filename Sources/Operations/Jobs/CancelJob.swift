package import Metadata

/// Ends a job: at once where it waits, soon where a process works on it.
///
///     let job = try await CancelJob(store: store, actor: "ann", now: now)(12)
package struct CancelJob: Sendable {
    private let store: any MetadataStore
    private let actor: String
    private let now: Int64

    package init(store: any MetadataStore, actor: String, now: Int64) {
        self.store = store
        self.actor = actor
        self.now = now
    }

    /// Returns the job as it is then. Throws `conflict` where it has ended already.
    package func callAsFunction(_ id: Int64) async throws(MetadataError) -> JobRecord {
        try await store.requestCancel(id, now: now)
        try await store.record(
            AuditRecord(at: now, actor: actor, action: "job.cancel", subject: "job/\(id)"))
        guard let job = try await store.job(id) else {
            throw MetadataError(.notFound, "There is no job \(id).")
        }
        return job
    }
}
