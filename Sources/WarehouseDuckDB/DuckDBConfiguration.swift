/// Which data a DuckDB warehouse reads, and how much of the machine it takes.
///
/// ```swift
/// var configuration = DuckDBConfiguration()
/// configuration.tables = [.init(name: "events", files: ["/data/events/*.parquet"])]
/// configuration.memoryLimitBytes = 2 << 30
/// ```
package struct DuckDBConfiguration: Sendable {
    package enum Database: Sendable, Hashable {
        /// Nothing is kept; trusted sessions share one database.
        case memory
        /// An existing database file that nobody changes meanwhile.
        case file(path: String)
        /// A database file that trusted sessions change; sessions for user SQL are refused.
        case writableFile(path: String)
    }

    /// Files that both kinds of session see as a table.
    package struct FileTable: Sendable, Hashable {
        package var name: String
        /// Paths or globs of Parquet, CSV, TSV or JSON files, all of one kind.
        package var files: [String]

        package init(name: String, files: [String]) {
            self.name = name
            self.files = files
        }
    }

    package var database = Database.memory
    package var tables: [FileTable] = []
    /// How much memory the trusted sessions take together, and each locked-down session by itself.
    package var memoryLimitBytes: Int?
    /// How many threads work on statements; `nil` means one per core.
    package var threadCount: Int?
    /// Where data go that do not fit in memory; `nil` means that they are refused instead.
    package var temporaryDirectory: String?
    /// Whether rows without `ORDER BY` come in the order of their files. Costs memory and some
    /// speed in big reads.
    package var keepsFileOrder = true
    /// How much a statement reads ahead of its consumer.
    package var readAheadBytes = 16 << 20

    package init() {}
}
