import Definitions

/// A page table for a terminal.
///
///     web, 2015-05-17 to before 2015-05-21 (UTC)
///
///     page    views  visitors  sessions  entries  exit rate  bounce rate  median time  clicks  click rate
///     /         300       120       130      110     30.0 %       20.0 %        3.2 s      12       4.0 %
///     (all)     900       400       450      450     50.0 %       61.0 %        5.0 s      80       8.9 %
struct PagesTable {
    let result: PagesResult

    private static let labelLimit = 60
    private static let header = [
        "", "views", "visitors", "sessions", "entries", "exit rate", "bounce rate", "median time",
        "clicks", "click rate",
    ]

    init(_ result: PagesResult) {
        self.result = result
    }

    var text: String {
        var text = result.context.heading(of: result.pages.scope.dataset) + "\n"
        for series in result.series {
            text += "\n" + title(of: series) + table(of: series)
            if let detail = series.detail {
                text += "\n" + PageDetailText(result: result, detail: detail).text
            }
        }
        return text + "\n" + result.context.footer + "\n"
    }

    private func title(of series: PageSeries) -> String {
        let isOnlyAll = series.segment == .all && result.pages.scope.segments.count == 1
        return isOnlyAll ? "" : series.segment.title + "\n"
    }

    private var subject: String {
        switch result.pages.subject {
        case .page: "page"
        case .category: "category"
        case .property(let name): name
        }
    }

    private func table(of series: PageSeries) -> String {
        let header = [TextWidth.cut(subject, to: Self.labelLimit)] + Self.header.dropFirst()
        let rows = series.rows.map { Self.cells($0.page.title, $0.tally) }
        return TextTable.lines([header] + rows + [Self.cells("(all)", series.total)])
    }

    private static func cells(_ title: String, _ tally: PageTally) -> [String] {
        [
            TextWidth.cut(title, to: labelLimit), Grouped.text(tally.views),
            Grouped.text(tally.visitors), Grouped.text(tally.sessions),
            Grouped.text(tally.entries), Grouped.percent(tally.exitRate),
            Grouped.percent(tally.bounceRate),
            tally.timeOnPage.median.map(Grouped.duration) ?? "", Grouped.text(tally.clicks),
            Grouped.percent(tally.clickThroughRate),
        ]
    }
}
