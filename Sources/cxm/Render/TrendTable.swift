import Definitions

/// A trend's result as a table: one line a point, one column a series or formula.
///
///     orders, 2011-01-01 to before 2011-01-03 (Asia/Seoul)
///
///                 purchase: users  purchase: sum of amount
///     2011-01-01              120                 3,104.50
///     2011-01-02 *             98                 2,873.10
///     total                   190                 5,977.60
///
///     * not complete
struct TrendTable {
    let result: TrendResult

    private static let titleLimit = 32

    init(_ result: TrendResult) {
        self.result = result
    }

    /// One column: its title and what stands in it, the total last.
    private struct Column {
        let title: String
        let cells: [String]
    }

    var text: String {
        var text = result.context.heading(of: result.trend.dataset) + "\n"
        for segment in result.trend.segments {
            text += "\n"
            if segment != .all || result.trend.segments.count > 1 { text += segment.title + "\n" }
            text += Self.lines([points] + columns(of: segment))
        }
        let isMarked = (0..<result.timelines.current.count).contains { !isComplete($0) }
        return text + (isMarked ? "\n* not complete\n" : "") + "\n" + result.context.footer + "\n"
    }

    private func isComplete(_ point: Int) -> Bool {
        result.timelines.current.isComplete(point, dataUntil: result.context.dataUntil)
    }

    private var points: Column {
        let timeline = result.timelines.current
        let starts = (0..<timeline.count).map { point in
            start(timeline.start(of: point)) + (isComplete(point) ? "" : " *")
        }
        return Column(title: "", cells: starts + ["total"])
    }

    /// A day; with hours also the wall clock.
    private func start(_ instant: Int64) -> String {
        let text = result.context.zone.text(instant)
        return result.trend.period == .hour
            ? String(text.prefix(16)).replacing("T", with: " ") : String(text.prefix(10))
    }

    private func columns(of segment: SegmentChoice) -> [Column] {
        let series = result.series.filter { $0.segment == segment }.flatMap { series in
            columns(
                result.trend.series[series.series].title, series.breakdown,
                result.current(series), result.compared(series))
        }
        let ratios = result.ratios.filter { $0.segment == segment }.flatMap { ratio in
            columns(ratio.formula.title, ratio.breakdown, ratio.current, ratio.compared)
        }
        return series + ratios
    }

    private func columns(
        _ title: String, _ value: BreakdownValue?, _ current: TrendRow, _ compared: TrendRow?
    ) -> [Column] {
        let title = [title, value?.title].compactMap(\.self).joined(separator: ", ")
        let now = Column(title: title, cells: cells(current))
        guard let compared else { return [now] }
        return [now, Column(title: "before", cells: cells(compared))]
    }

    /// As many as the current line has points, and the total.
    private func cells(_ row: TrendRow) -> [String] {
        let count = result.timelines.current.count
        let points = row.points.prefix(count).map { Grouped.number($0.value) }
        return points + Array(repeating: "", count: count - points.count)
            + [Grouped.number(row.total.value)]
    }

    private static func lines(_ columns: [Column]) -> String {
        let titles = columns.map { TextWidth.cut($0.title, to: titleLimit) }
        let widths = columns.indices.map { index in
            max(TextWidth.of(titles[index]), columns[index].cells.map(TextWidth.of).max() ?? 0)
        }
        let rows = [titles] + columns[0].cells.indices.map { row in columns.map { $0.cells[row] } }
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

extension Grouped {
    /// Whole numbers in groups, others with two digits, small ones with four; `–` for none.
    static func number(_ value: Double?) -> String {
        guard let value else { return "–" }
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
        if value == value.rounded() { return text(Int(value)) }
        let digits = value.magnitude < 1 ? 4 : 2
        let scale = digits == 4 ? 10_000 : 100
        let scaled = Int((value.magnitude * Double(scale)).rounded())
        let rest = String(scaled % scale)
        return (value < 0 ? "-" : "") + text(scaled / scale) + "."
            + String(repeating: "0", count: digits - rest.count) + rest
    }
}
