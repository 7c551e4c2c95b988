package import Attributes
package import Definitions

/// What an import of a table has done.
package struct TableReport: Hashable, Sendable {
    package let table: String
    /// nil where the files hold no row at all; nothing has changed then.
    package let summary: TableSummary?
    package let rejects: Rejects
    package let attributes: [DatasetSchema.Property]
    package let fileCount: Int
    /// Whether a column of times has decided which of a user's rows counts.
    package let hasTimes: Bool
}
