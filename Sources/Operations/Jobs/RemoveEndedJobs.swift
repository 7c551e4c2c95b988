import Definitions
import Metadata

/// Forgets jobs that ended some time ago, so that their list stays readable.
///
///     try await RemoveEndedJobs(store)(now: now)
///
/// Runs, snapshots and the audit stay. Cost: one statement, which looks at ended jobs only.
struct RemoveEndedJobs {
    /// The setting of the project: after how many days.
    static let setting = "ended_jobs_days"
    static let defaultDays: Int64 = 90

    private let metadata: any MetadataStore

    init(_ metadata: any MetadataStore) {
        self.metadata = metadata
    }

    func callAsFunction(now: Int64) async throws(MetadataError) {
        var days = Self.defaultDays
        if case .integer(let chosen)? = try await metadata.setting(Self.setting) { days = chosen }
        try await metadata.removeJobs(endedBefore: now - days * 86_400_000)
    }
}
