import Definitions

/// A profile for a terminal: the attributes that differ most first, a bar a value.
///
///     app, 2026-10-01 to before 2026-11-01 (Asia/Seoul)
///     120 users, compared with all 2,000
///
///     top_category  divergence 0.043, p < 0.001
///       shoes  ██████████             50.0 %  of all 25.0 %  index 200  p < 0.001   60 of 500
///       food   ████                   20.0 %  of all 30.0 %  index  67  p 0.012     24 of 600
struct ProfileTable {
    let result: ProfileResult

    private static let labelLimit = 40
    private static let barWidth = 20

    init(_ result: ProfileResult) {
        self.result = result
    }

    var text: String {
        var text = result.context.heading(of: result.profile.scope.dataset) + "\n"
        for series in result.series {
            text += title(of: series) + series.attributes.map { "\n" + table(of: $0) }.joined()
        }
        return text + "\n" + result.context.footer + "\n"
    }

    private func title(of series: ProfileSeries) -> String {
        let isOnlyAll = series.segment == .all && result.profile.scope.segments.count == 1
        return (isOnlyAll ? "" : "\n" + series.segment.title + ": ")
            + "\(Grouped.count(series.users, "user")), compared with all "
            + "\(Grouped.text(series.allUsers))\n"
    }

    private func table(of attribute: AttributeProfile) -> String {
        let rows = attribute.rows.map { cells($0, attribute) }
        let middle = [attribute.middleOfSet, attribute.middleOfAll].compactMap(\.self)
            .compactMap { words(of: $0, attribute.type) }
        return "\(attribute.name)  \(heading(of: attribute))\n" + Self.lines(rows)
            + (middle.count == 2 ? "  \(middle[0]); of all \(middle[1])\n" : "")
            + overTime(attribute)
    }

    private func heading(of attribute: AttributeProfile) -> String {
        let divergence = "divergence " + Self.decimals(attribute.divergence, 3)
        guard let pValue = attribute.chiSquare?.pValue else { return divergence }
        return divergence + ", " + Self.words(p: pValue)
    }

    private func cells(_ row: ProfileRow, _ attribute: AttributeProfile) -> [String] {
        [
            label(row.key, attribute), Self.bar(row.shareInSet), Grouped.percent(row.shareInSet),
            "of all " + Grouped.percent(row.shareInAll),
            "index " + Self.decimals(row.index, 0),
            Self.words(p: row.pValue), "\(Grouped.text(row.set)) of \(Grouped.text(row.all))",
        ]
    }

    /// Times as days.
    private func label(_ key: ProfileRows.Key, _ attribute: AttributeProfile) -> String {
        let title = result.title(key, attribute).title
        guard attribute.type == .time else { return TextWidth.cut(title, to: Self.labelLimit) }
        switch key {
        case .value: return String(title.prefix(10))
        case .bucket:
            let ends = title.split(separator: "..").map { $0.prefix(10) }
            return ends.joined(separator: "..")
        case .other, .none: return title
        }
    }

    private func words(
        of middle: ProfileMiddle, _ type: DatasetSchema.PropertyType
    ) -> String? {
        guard let median = middle.median else { return nil }
        guard let mean = middle.mean else {
            return "median " + median.title(type, in: result.context.zone).prefix(10)
        }
        return "mean \(Self.decimals(mean, 2)), median \(median.words)"
    }

    /// A line a period: the shares of the rows.
    private func overTime(_ attribute: AttributeProfile) -> String {
        guard let timeline = result.timeline, !attribute.points.isEmpty else { return "" }
        let shown = attribute.rows.indices.filter { attribute.rows[$0].key != .none }
        let header = [""] + shown.map { label(attribute.rows[$0].key, attribute) } + ["users"]
        let lines = attribute.points.enumerated().map { index, point in
            [String(result.context.zone.text(timeline.start(of: index)).prefix(10))]
                + shown.map { Grouped.percent(point.share(of: $0)) } + [Grouped.text(point.total)]
        }
        return Self.lines([header] + lines)
    }

    private static func bar(_ share: Double) -> String {
        let eighths = Int((share * Double(barWidth * 8)).rounded())
        let rest = eighths % 8
        return String(repeating: "█", count: eighths / 8)
            + (rest == 0 ? "" : String(Array("▏▎▍▌▋▊▉")[rest - 1]))
    }

    /// `p 0.012`, `p < 0.001`, nothing without a verdict.
    private static func words(p value: Double?) -> String {
        guard let value else { return "" }
        return value < 0.001 ? "p < 0.001" : "p " + decimals(value, 3)
    }

    /// `0.043`
    private static func decimals(_ value: Double, _ count: Int) -> String {
        var scale = 1.0
        for _ in 0..<count { scale *= 10 }
        guard abs(value) < 1e15 else { return String(value) }
        let whole = Int((abs(value) * scale).rounded())
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard count > 0 else { return sign + Grouped.text(whole) }
        let rest = String(whole % Int(scale))
        return sign + Grouped.text(whole / Int(scale)) + "."
            + String(repeating: "0", count: count - rest.count) + rest
    }

    /// Names and bars on the left, numbers on the right.
    private static func lines(_ rows: [[String]]) -> String {
        guard let first = rows.first else { return "" }
        let widths = first.indices.map { column in
            rows.map { TextWidth.of($0[column]) }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, text in
                let isLeft =
                    column == 0
                    || text.unicodeScalars.first.map { "█▏▎▍▌▋▊▉".unicodeScalars.contains($0) }
                        ?? false
                return TextWidth.padded(text, to: widths[column], leading: !isLeft)
            }
            return "  " + cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
