import Definitions
package import Metadata

/// Asks for the same work again as a job that has ended.
///
///     let again = try await RepeatJob(store: store, actor: "ann", now: now)(12)
package struct RepeatJob: Sendable {
    private let store: any MetadataStore
    private let actor: String
    private let now: Int64

    package init(store: any MetadataStore, actor: String, now: Int64) {
        self.store = store
        self.actor = actor
        self.now = now
    }

    /// Throws where the job has not ended, or where the same work waits or runs already.
    package func callAsFunction(_ id: Int64) async throws -> JobRecord {
        guard let job = try await store.job(id) else {
            throw OperationError(.notFound, "There is no job \(id).")
        }
        guard job.endedAt != nil else {
            throw OperationError(
                .inUse, "Job \(id) is \(job.state.rawValue); it can be repeated when it has ended.")
        }
        let wish = JobRecord(
            kind: job.kind, arguments: job.arguments, key: job.key, dueAt: now, createdAt: now)
        guard let added = try await store.addJob(wish) else {
            throw OperationError(
                .inUse, "The same work waits or runs already; see the jobs that have not ended.")
        }
        try await store.record(
            AuditRecord(
                at: now, actor: actor, action: "job.repeat", subject: "job/\(id)",
                details: ["job": .string(String(added.id))]))
        return added
    }
}
