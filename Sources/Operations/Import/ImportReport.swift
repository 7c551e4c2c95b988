package import Definitions
package import EventStore

/// What an import has done.
package struct ImportReport: Hashable, Sendable {
    package let dataset: String
    /// nil where the files hold no row at all; nothing has changed then.
    package let summary: IngestSummary?
    package let rejects: Rejects
    package let properties: [DatasetSchema.Property]
    package let fileCount: Int
}
