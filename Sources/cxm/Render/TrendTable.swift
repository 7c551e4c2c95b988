import Definitions

/// A trend's result as tables: one line a point, one column a series or formula; each breakdown value
/// has a table of its own.
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
            for value in values(of: segment) {
                text += "\n" + title(segment, value)
                text += Self.lines([points] + columns(of: segment, value))
            }
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

    /// The whole, then every value that a series shows; the rest and no value last.
    private func values(of segment: SegmentChoice) -> [BreakdownValue?] {
        var values: [BreakdownValue?] = [nil]
        for series in result.series where series.segment == segment {
            if !values.contains(series.breakdown) { values.append(series.breakdown) }
        }
        let last: [BreakdownValue?] = [.other, BreakdownValue.none]
        return values.filter { !last.contains($0) } + last.filter(values.contains)
    }

    private func title(_ segment: SegmentChoice, _ value: BreakdownValue?) -> String {
        var parts: [String] = []
        if segment != .all || result.trend.segments.count > 1 { parts.append(segment.title) }
        if let value { parts.append(value.title) }
        return parts.isEmpty ? "" : parts.joined(separator: ", ") + "\n"
    }

    private func columns(of segment: SegmentChoice, _ value: BreakdownValue?) -> [Column] {
        let series = result.series.filter { $0.segment == segment && $0.breakdown == value }
        let ratios = result.ratios.filter { $0.segment == segment && $0.breakdown == value }
        return series.flatMap { series in
            columns(
                result.trend.series[series.series].title, result.current(series),
                result.compared(series))
        } + ratios.flatMap { columns($0.formula.title, $0.current, $0.compared) }
    }

    private func columns(
        _ title: String, _ current: TrendRow, _ compared: TrendRow?
    ) -> [Column] {
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
