import Definitions

/// A retention result as a table.
///
///     month       users        0       1       2
///     2010-12-01    948  100.0 %  38.2 %  33.4 %
///     2011-01-01    421  100.0 %  23.9 %  28.3 % *
///     average            100.0 %  33.8 %  33.4 %
struct RetentionText {
    let result: RetentionResult

    /// Columns that a terminal shows; `--format csv` has all.
    private static let columnLimit = 13

    init(_ result: RetentionResult) {
        self.result = result
    }

    var text: String {
        var text = result.context.heading(of: result.retention.scope.dataset) + "\n"
        for series in result.series {
            text += "\n" + title(of: series) + Self.lines(rows(of: series)) + notes(on: series)
            text += measured(series)
        }
        return text + "\n" + result.context.footer + "\n"
    }

    private func title(of series: RetentionSeries) -> String {
        var parts: [String] = []
        if series.segment != .all || result.retention.scope.segments.count > 1 {
            parts.append(series.segment.title)
        }
        if let value = series.breakdown { parts.append(value.title) }
        return parts.isEmpty ? "" : parts.joined(separator: ", ") + "\n"
    }

    private var period: String { result.retention.period.rawValue }

    private func rows(of series: RetentionSeries) -> [[String]] {
        switch series.table {
        case .cohorts(let cohorts): cohortRows(cohorts)
        case .stickiness(let users):
            [["\(period)s", "users", ""]]
                + users.enumerated().map { [String($0 + 1), Grouped.text($1), ""] }
        case .lifecycle(let periods):
            [[period] + Lifecycle.allCases.map(\.rawValue) + [""]]
                + periods.map { period in
                    [period.start.text] + period.users.map(Grouped.text)
                        + [period.isComplete ? "" : "*"]
                }
        }
    }

    private var shownColumns: Range<Int> {
        0..<min(result.retention.columns.count, Self.columnLimit)
    }

    private func cohortRows(_ cohorts: [RetentionCohort]) -> [[String]] {
        let columns = result.retention.columns
        let header = [period, "users"] + shownColumns.map { columns.title($0) + "  " }
        let rows = cohorts.map { cohort in
            [cohort.start.text, Grouped.text(cohort.users)]
                + shownColumns.map { column in
                    let mark = cohort.cells[column].isComplete ? "  " : " *"
                    return Grouped.percent(cohort.rate(column)) + mark
                }
        }
        let averages = shownColumns.map { RetentionAverage(cohorts, column: $0) }
        func row(_ name: String, _ part: (RetentionAverage) -> Double?) -> [String] {
            [name, ""] + averages.map { part($0).map { Grouped.percent($0) + "  " } ?? "" }
        }
        return [header] + rows + [row("pooled", \.pooled), row("simple", \.simple)]
    }

    /// The measure of every cell, as a table of its own.
    private func measured(_ series: RetentionSeries) -> String {
        guard let measure = result.retention.measure, case .cohorts(let cohorts) = series.table
        else { return "" }
        let columns = result.retention.columns
        let rows = cohorts.map { cohort in
            [cohort.start.text]
                + shownColumns.map { cohort.cells[$0].value.map(Self.short) ?? "" }
        }
        return "\n\(measure.kind.rawValue) of \(measure.property)\n"
            + Self.lines([[period] + shownColumns.map(columns.title)] + rows)
    }

    /// To two places.
    private static func short(_ value: Double) -> String {
        String((value * 100).rounded() / 100)
    }

    private func notes(on series: RetentionSeries) -> String {
        var notes = ""
        let hidden = result.retention.columns.count - Self.columnLimit
        switch series.table {
        case .stickiness: return ""
        case .lifecycle(let periods):
            if periods.contains(where: { !$0.isComplete }) { notes += "* not over yet\n" }
        case .cohorts(let cohorts):
            if cohorts.contains(where: { $0.cells[shownColumns].contains { !$0.isComplete } }) {
                notes += "* not over yet, and not in the averages\n"
            }
            if hidden > 0 {
                notes += "\(Grouped.count(hidden, "more column")): --format csv shows all\n"
            }
        }
        return notes
    }

    /// Names stand on the left, numbers on the right.
    private static func lines(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in
            rows.map { TextWidth.of($0[column]) }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, text in
                TextWidth.padded(text, to: widths[column], leading: column > 0)
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
