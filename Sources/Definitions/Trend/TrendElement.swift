/// One set of users that a trend's result names: those who contributed to a point, or to a total.
///
///     point-3            third point of the first series
///     point-3.2          of the second series
///     total.2            the whole range
///     before-3.2         third point of the earlier line that it is compared with
///     before-total       the whole of that line
///     point-3.2@1        of the second segment
///     point-3.2@0=ios    with the breakdown value `ios`; `~none` and `~other` are special
package struct TrendElement: Hashable, Sendable {
    /// 0 for the first series.
    package let series: Int
    /// 0 for the first point; nil for the whole range.
    package let point: Int?
    package let isCompared: Bool
    /// 0 for the first segment.
    package let segment: Int
    package let breakdown: BreakdownValue?

    package init(
        series: Int = 0, point: Int?, isCompared: Bool = false, segment: Int = 0,
        breakdown: BreakdownValue? = nil
    ) {
        self.series = series
        self.point = point
        self.isCompared = isCompared
        self.segment = segment
        self.breakdown = breakdown
    }

    package var id: String {
        let number = point.map { String($0 + 1) }
        var id =
            isCompared ? "before-" + (number ?? "total") : number.map { "point-\($0)" } ?? "total"
        if series > 0 { id += ".\(series + 1)" }
        if segment > 0 || breakdown != nil { id += "@\(segment)" }
        if let breakdown { id += "=" + FunnelElement.text(of: breakdown) }
        return id
    }

    /// Reads an id and checks it against the trend that it belongs to.
    package init(
        id: String, of trend: Trend, _ timelines: TrendTimelines
    ) throws(DefinitionError) {
        // By scalars: a value may begin with one that joins the '=' to a single character.
        let parts = id.unicodeScalars.split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false
        ).map { String($0) }
        let place = parts[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let head = place[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let series = head.count == 2 ? Int(head[1]) : 1
        let segment = place.count == 2 ? Int(place[1]) : 0
        guard let (point, isCompared) = Self.point(head[0], timelines),
            let series, (1...trend.series.count).contains(series),
            let segment, trend.segments.indices.contains(segment),
            parts.count == 1 || trend.breakdown != nil
        else { throw Self.unknown(id, trend, timelines) }
        self.init(
            series: series - 1, point: point, isCompared: isCompared, segment: segment,
            breakdown: parts.count == 2 ? FunnelElement.breakdown(parts[1]) : nil)
    }

    /// `point-3`, `total`, `before-3`, `before-total`
    private static func point(
        _ text: Substring, _ timelines: TrendTimelines
    ) -> (point: Int?, isCompared: Bool)? {
        if text == "total" { return (nil, false) }
        let words = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard words.count == 2, words[0] == "point" || words[0] == "before" else { return nil }
        let isCompared = words[0] == "before"
        guard let timeline = isCompared ? timelines.compared : timelines.current else {
            return nil
        }
        if isCompared, words[1] == "total" { return (nil, true) }
        guard let number = Int(words[1]), (1...max(1, timeline.count)).contains(number),
            timeline.count > 0
        else { return nil }
        return (number - 1, isCompared)
    }

    private static func unknown(
        _ id: String, _ trend: Trend, _ timelines: TrendTimelines
    ) -> DefinitionError {
        let points = (0..<min(50, timelines.current.count)).map { Optional($0) } + [nil]
        let known = trend.series.indices.flatMap { series in
            points.map { TrendElement(series: series, point: $0).id }
        }
        return .unknownName(id, kind: "element", at: "/element", known: known)
    }
}
