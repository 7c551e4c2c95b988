import ArgumentParser
import Definitions

/// How records are shown.
enum RecordFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json

    /// Writes one of the two, made only when it is shown.
    ///
    ///     format.write(JobTable(jobs, zone).text, .array(jobs.map { $0.json(in: zone) }))
    func write(_ text: @autoclosure () -> String, _ json: @autoclosure () -> JSONValue) {
        switch self {
        case .table: Terminal.write(text())
        case .json: Terminal.write(json().rendered(pretty: true) + "\n")
        }
    }
}
