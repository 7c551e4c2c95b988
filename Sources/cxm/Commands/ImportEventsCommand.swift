import ArgumentParser
import Definitions
import Operations

/// `cxm import events FILE… --dataset NAME --user COL --time COL --event COL`
struct ImportEventsCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Import events from CSV, TSV, JSON lines or Parquet files, plain, gzip or zstd.")

    @Argument(help: "Files, or quoted patterns with *, ? and [].")
    var files: [String]

    @Option(help: "The dataset to import into; it is made where it does not exist.")
    var dataset: String
    @Option(help: "The column that names the user.")
    var user: String
    @Option(help: "The column that holds the time.")
    var time: String
    @Option(help: "The column that names the event.")
    var event: String
    @Option(help: "The column that orders events of one time.")
    var sequence: String?
    @Option(help: "The column that names the page.")
    var page: String?
    @Option(help: "The column that names the element of a page.")
    var element: String?
    @Option(help: "The column that names the category.")
    var category: String?
    @Option(help: "The columns kept as properties: COL,COL, all or none.")
    var properties = "none"
    @Option(help: "The zone of times without an offset (default: the dataset's, or CXM_TIMEZONE).")
    var timezone: String?
    @Option(help: "How times are written, such as '%d/%m/%Y %H:%M' (default: ISO 8601 or epoch).")
    var timeFormat: String?
    @Option(
        name: .customLong("where"), help: "An SQL condition on the columns; other rows stay out.")
    var condition: String?
    @Option(help: "The pause after which a new session starts: 30m, 1h, 90s.")
    var sessionGap: String?
    @Option(help: "Types of columns: COL=text|integer|number|boolean|time,…")
    var types: String?
    @Flag(help: "Add to the days that the files hold instead of replacing them.")
    var append = false
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        _ = try request()
    }

    func perform(in workplace: Workplace) async throws {
        let request = try request()
        let report = try await ProgressLine.during { progress in
            try await ImportEvents(
                home: workplace.home, warehouse: workplace.warehouse(), now: workplace.now,
                progress: progress)(request)
        }
        if report.summary != nil { await workplace.noteImport(of: dataset) }
        Terminal.write(ImportReportText(report).text)
    }

    private func request() throws -> ImportRequest {
        var roles: [String: String] = [:]
        for (role, column) in [("page", page), ("element", element), ("category", category)] {
            roles[role] = column
        }
        return ImportRequest(
            dataset: dataset, files: files,
            mapping: ColumnMapping(
                user: user, time: time, event: event, sequence: sequence, roles: roles,
                properties: OptionWords.properties(properties)),
            timezone: try timezone.map(OptionWords.zone), timeFormat: timeFormat,
            condition: condition, sessionGapMilliseconds: try sessionGap.map(OptionWords.span),
            types: try OptionWords.types(types ?? ""), appends: append)
    }
}
