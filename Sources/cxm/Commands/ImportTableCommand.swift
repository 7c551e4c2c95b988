import ArgumentParser
import Definitions
import Operations

/// `cxm import table FILE… --dataset NAME --user COL`
struct ImportTableCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Import attributes of users, one row a user, from files as 'import events' reads."
    )

    @Argument(help: "Files, or quoted patterns with *, ? and [].")
    var files: [String]

    @Option(help: "The table to import into; what it held before is replaced.")
    var dataset: String
    @Option(help: "The column that names the user.")
    var user: String
    @Option(help: "The column whose latest time decides which row of a user counts.")
    var time: String?
    @Option(help: "The columns kept as attributes: COL,COL or all.")
    var columns = "all"
    @Option(help: "Further keys of a table with many rows a user: not supported yet.")
    var key: [String] = []
    @Option(help: "The zone of times without an offset (default: CXM_TIMEZONE).")
    var timezone: String?
    @Option(help: "How times are written, such as '%d/%m/%Y %H:%M' (default: ISO 8601 or epoch).")
    var timeFormat: String?
    @Option(
        name: .customLong("where"), help: "An SQL condition on the columns; other rows stay out.")
    var condition: String?
    @Option(help: "Types of columns: COL=text|integer|number|boolean|time,…")
    var types: String?
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        guard key.isEmpty else {
            throw ValidationError(
                "--key: tables with further keys and many rows a user cannot be imported yet; only "
                    + "profiles, one row a user, are. Leave --key out.")
        }
        guard columns != "none" else {
            throw ValidationError("--columns: a table needs attributes; name columns, or say all.")
        }
        _ = try request()
    }

    func perform(in workplace: Workplace) async throws {
        let request = try request()
        let report = try await ProgressLine.during { progress in
            try await ImportTable(
                home: workplace.home, warehouse: workplace.warehouse(), now: workplace.now,
                progress: progress)(request)
        }
        if report.summary != nil { await workplace.noteImport(of: dataset) }
        Terminal.write(TableReportText(report).text)
    }

    private func request() throws -> TableRequest {
        TableRequest(
            table: dataset, files: files, user: user, time: time,
            columns: OptionWords.properties(columns),
            timezone: try timezone.map(OptionWords.zone), timeFormat: timeFormat,
            condition: condition, types: try OptionWords.types(types ?? ""))
    }
}
