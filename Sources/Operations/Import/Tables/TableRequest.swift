package import Definitions

/// What a person asks an import of a table to do.
///
///     TableRequest(table: "members", files: ["members.csv"], user: "member_id")
package struct TableRequest: Hashable, Sendable {
    package var table: String
    /// Paths, and patterns with `*`, `?` and `[…]`.
    package var files: [String]
    /// The column that names the user.
    package var user: String
    /// The column whose latest time decides which row of a user counts; nil takes the last row.
    package var time: String?
    /// The columns that become attributes.
    package var columns: ColumnMapping.Properties
    /// Where times without an offset are read; nil means the project's zone.
    package var timezone: Zone?
    /// How times are written, as `strptime` names it; nil reads ISO 8601 and epoch numbers.
    package var timeFormat: String?
    /// An SQL condition over the files' columns; nil takes every row.
    package var condition: String?
    /// Types of columns that should not be told from their values.
    package var types: [String: DatasetSchema.PropertyType]

    package init(
        table: String, files: [String], user: String, time: String? = nil,
        columns: ColumnMapping.Properties = .all, timezone: Zone? = nil, timeFormat: String? = nil,
        condition: String? = nil, types: [String: DatasetSchema.PropertyType] = [:]
    ) {
        self.table = table
        self.files = files
        self.user = user
        self.time = time
        self.columns = columns
        self.timezone = timezone
        self.timeFormat = timeFormat
        self.condition = condition
        self.types = types
    }
}
