import Definitions

/// A trend's result as CSV: one line per series, line and point, the total last.
struct TrendCSV {
    let result: TrendResult

    init(_ result: TrendResult) {
        self.result = result
    }

    var text: String {
        let header = [
            "segment", "series", "label", "measure", "property", "breakdown", "line", "point",
            "start", "value", "users", "complete", "element",
        ]
        return ([header] + result.series.flatMap(lines) + result.ratios.flatMap(lines))
            .map(CSVLine.text).joined()
    }

    private func lines(of series: TrendSeries) -> [[String]] {
        let asked = result.trend.series[series.series]
        let head = [
            series.segment.title, String(series.series + 1), asked.title,
            asked.measure.name.rawValue, asked.measure.property ?? "",
            series.breakdown?.title ?? "",
        ]
        return lines(head, result.current(series), result.compared(series))
    }

    private func lines(of ratio: TrendRatio) -> [[String]] {
        let head = [
            ratio.segment.title, "", ratio.formula.title, "ratio", "",
            ratio.breakdown?.title ?? "",
        ]
        return lines(head, ratio.current, ratio.compared)
    }

    private func lines(
        _ head: [String], _ current: TrendRow, _ compared: TrendRow?
    ) -> [[String]] {
        lines(head + ["current"], current) + (compared.map { lines(head + ["compared"], $0) } ?? [])
    }

    private func lines(_ head: [String], _ row: TrendRow) -> [[String]] {
        row.points.enumerated().map { head + fields($0.element, String($0.offset + 1)) }
            + [head + fields(row.total, "total")]
    }

    private func fields(_ point: TrendRow.Point, _ name: String) -> [String] {
        [
            name, point.start.map(result.context.zone.text) ?? "",
            point.value.map(Self.number) ?? "", point.users.map { String($0) } ?? "",
            String(point.isComplete), point.element?.id ?? "",
        ]
    }

    /// Whole numbers without a point.
    private static func number(_ value: Double) -> String {
        value.magnitude < 0x1p53
            ? Int64(exactly: value).map { String($0) } ?? "\(value)" : "\(value)"
    }
}
