import Attributes
import Definitions
import Operations

/// What `cxm import table` says when it is done.
struct TableReportText {
    let report: TableReport

    init(_ report: TableReport) {
        self.report = report
    }

    var text: String {
        var lines = [users]
        if let duplicates { lines.append(duplicates) }
        if !report.attributes.isEmpty {
            let words = report.attributes.map { "\($0.name) (\($0.type.rawValue))" }
            lines.append("Attributes: " + words.joined(separator: ", ") + ".")
        }
        return (lines + RejectsText(report.rejects).lines).map { $0 + "\n" }.joined()
    }

    private var users: String {
        let files = Grouped.count(report.fileCount, "file")
        guard let summary = report.summary else {
            return "There is no row in \(files); the table '\(report.table)' has not changed."
        }
        let before = summary.userCountBefore.map {
            ", in place of \(Grouped.count($0, "user"))"
        }
        return "Imported \(Grouped.count(summary.userCount, "user")) "
            + "(\(Grouped.text(summary.newUserCount)) new) from \(files) into the table "
            + "'\(report.table)'\(before ?? "")."
    }

    private var duplicates: String? {
        guard let count = report.summary?.duplicateCount, count > 0 else { return nil }
        let rule = report.hasTimes ? "the one with the latest time" : "the last one"
        return "\(Grouped.count(count, "row")) more of the same users: of each user \(rule) counts."
    }
}
