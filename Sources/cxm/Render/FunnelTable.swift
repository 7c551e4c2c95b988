import Definitions

/// A funnel's result as a table with bars.
///
///     loans, 2011-09-01 to before 2012-04-01 (Asia/Seoul)
///
///        step           users  of first                       of previous  stopped  median time
///     1  A_SUBMITTED   13,087   100.0 % ████████████████████                 5,720
///     2  A_PREACCEPTED  7,367    56.3 % ███████████▎               56.3 %    2,254     1 min 3 s
struct FunnelTable {
    let result: FunnelResult

    private static let barWidth = 20
    private static let labelLimit = 40

    init(_ result: FunnelResult) {
        self.result = result
    }

    var text: String {
        var text = result.context.heading(of: result.funnel.dataset) + "\n"
        for series in result.series {
            text += "\n" + title(of: series) + table(of: series)
        }
        return text + "\n" + result.context.footer + "\n"
    }

    private func title(of series: FunnelSeries) -> String {
        var parts: [String] = []
        if series.segment != .all || result.funnel.segments.count > 1 {
            parts.append(series.segment.title)
        }
        if let value = series.breakdown { parts.append(value.title) }
        return parts.isEmpty ? "" : parts.joined(separator: ", ") + "\n"
    }

    private var countName: String {
        switch result.funnel.unit {
        case .user: "users"
        case .session: "sessions"
        case .entry: "entries"
        }
    }

    private func table(of series: FunnelSeries) -> String {
        let header = [
            "", "step", countName, "of first", "", "of previous", "stopped", "median time",
        ]
        let steps = result.steps(of: series)
        let rows = steps.enumerated().map { index, step in
            [
                String(index + 1), TextWidth.cut(step.label, to: Self.labelLimit),
                Grouped.text(step.count), Grouped.percent(step.fromFirst),
                Self.bar(step.fromFirst),
                index == 0 ? "" : Grouped.percent(step.fromPrevious),
                index == steps.count - 1 ? "" : Grouped.text(step.stopped),
                index == 0 ? "" : step.timeFromPrevious.median.map(Grouped.duration) ?? "",
            ]
        }
        return Self.lines([header] + rows)
    }

    /// `█████▌` for a share of the width, to an eighth of a cell.
    private static func bar(_ share: Double) -> String {
        let eighths = Int((share * Double(barWidth) * 8).rounded())
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        let bar = String(repeating: "█", count: eighths / 8) + rest
        return TextWidth.padded(bar.isEmpty && share > 0 ? "▏" : bar, to: barWidth)
    }

    /// Numbers stand on the right, steps and bars on the left.
    private static func lines(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in
            rows.map { TextWidth.of($0[column]) }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, text in
                TextWidth.padded(text, to: widths[column], leading: column != 1 && column != 4)
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
