import Definitions
import EventStore
import Operations

/// What `cxm import events` says when it is done.
struct ImportReportText {
    let report: ImportReport

    init(_ report: ImportReport) {
        self.report = report
    }

    var text: String {
        var lines = [events]
        if let days { lines.append(days) }
        if let replaced { lines.append(replaced) }
        if !report.properties.isEmpty {
            let words = report.properties.map { "\($0.name) (\($0.type.rawValue))" }
            lines.append("Properties: " + words.joined(separator: ", ") + ".")
        }
        return (lines + RejectsText(report.rejects).lines).map { $0 + "\n" }.joined()
    }

    private var events: String {
        let files = Grouped.count(report.fileCount, "file")
        guard let summary = report.summary else {
            return "There is no row in \(files); '\(report.dataset)' has not changed."
        }
        return "Imported \(Grouped.count(summary.eventCount, "event")) of "
            + "\(Grouped.count(summary.userCount, "user")) (\(Grouped.text(summary.newUserCount)) new)"
            + " from \(files) into '\(report.dataset)', which now has "
            + "\(Grouped.count(summary.totalEventCount, "event"))."
    }

    private var days: String? {
        guard let summary = report.summary, let first = summary.days.first,
            let last = summary.days.last
        else { return nil }
        return "\(Grouped.count(summary.days.count, "day")) from \(first.text) to \(last.text)."
    }

    private var replaced: String? {
        guard let days = report.summary?.replacedDays, !days.isEmpty else { return nil }
        let before = days.reduce(0) { $0 + $1.eventsBefore }
        let now = days.reduce(0) { $0 + $1.eventsNow }
        return "Replaced \(Grouped.count(days.count, "day")) that had "
            + "\(Grouped.count(before, "event")) and now have \(Grouped.text(now))."
    }
}
