package import Definitions

/// What a person asks an import of events to do.
///
///     ImportRequest(
///         dataset: "loans", files: ["loans/*.csv.gz"],
///         mapping: ColumnMapping(user: "case_id", time: "timestamp", event: "activity"))
package struct ImportRequest: Hashable, Sendable {
    package var dataset: String
    /// Paths, and patterns with `*`, `?` and `[…]`.
    package var files: [String]
    package var mapping: ColumnMapping
    /// Where times without an offset are read; nil means the dataset's zone, else the project's.
    package var timezone: Zone?
    /// How times are written, as `strptime` names it: `%d/%m/%Y %H:%M`; nil reads ISO 8601 and
    /// epoch numbers.
    package var timeFormat: String?
    /// An SQL condition over the files' columns; nil takes every row.
    package var condition: String?
    /// nil means the dataset's, else half an hour.
    package var sessionGapMilliseconds: Int64?
    /// Types of columns that should not be told from their values.
    package var types: [String: DatasetSchema.PropertyType]
    /// Adds to the days that the files hold instead of replacing them.
    package var appends: Bool
    /// Names the import in the dataset's manifest, so that one which may have been done already can be
    /// told from one that was not; nil: no name.
    package var mark: String?

    package init(
        dataset: String, files: [String], mapping: ColumnMapping, timezone: Zone? = nil,
        timeFormat: String? = nil, condition: String? = nil, sessionGapMilliseconds: Int64? = nil,
        types: [String: DatasetSchema.PropertyType] = [:], appends: Bool = false
    ) {
        self.dataset = dataset
        self.files = files
        self.mapping = mapping
        self.timezone = timezone
        self.timeFormat = timeFormat
        self.condition = condition
        self.sessionGapMilliseconds = sessionGapMilliseconds
        self.types = types
        self.appends = appends
    }
}
