import Definitions

/// A page table as CSV: one line per series and page, `(all)` after each series' pages. A question with
/// a detail has one line per series, list and value instead.
struct PagesCSV {
    let result: PagesResult

    init(_ result: PagesResult) {
        self.result = result
    }

    var text: String {
        if result.pages.detail != nil { return details }
        let header = [
            "segment", "page", "views", "visitors", "views_per_visitor", "sessions", "entries",
            "entry_users", "exits", "exit_users", "exit_rate", "bounces", "bounce_users",
            "bounce_rate", "median_time_on_page_ms", "mean_time_on_page_ms", "clicks", "clickers",
            "click_through_rate", "clicker_rate", "element",
        ]
        return ([header] + result.series.flatMap(lines)).map(CSVLine.text).joined()
    }

    private var details: String {
        let header = ["segment", "list", "value", "counted", "count", "users", "element"]
        let lines = result.series.enumerated().flatMap { index, series in
            (series.detail?.parts ?? []).flatMap { part in
                part.rows.map { row in
                    [
                        series.segment.title, part.list.name,
                        result.title(of: row.value, in: part.list), part.list.countName,
                        String(row.count), String(row.users),
                        PageDetailElement(part.list, row.value, series: index).id,
                    ]
                }
            }
        }
        return ([header] + lines).map(CSVLine.text).joined()
    }

    private func lines(of series: PageSeries) -> [[String]] {
        series.rows.map { line(series, $0.page, $0.tally) } + [line(series, nil, series.total)]
    }

    private func line(
        _ series: PageSeries, _ page: BreakdownValue?, _ tally: PageTally
    ) -> [String] {
        let index = result.pages.scope.segments.firstIndex(of: series.segment) ?? 0
        let counts = [
            String(tally.views), String(tally.visitors), String(tally.viewsPerVisitor),
            String(tally.sessions), String(tally.entries), String(tally.entryUsers),
            String(tally.exits), String(tally.exitUsers), String(tally.exitRate),
            String(tally.bounces), String(tally.bounceUsers), String(tally.bounceRate),
        ]
        let times = [tally.timeOnPage.median, tally.timeOnPage.mean].map { time in
            time.map { String($0) } ?? ""
        }
        return [series.segment.title, page?.title ?? "(all)"] + counts + times + [
            String(tally.clicks), String(tally.clickers), String(tally.clickThroughRate),
            String(tally.clickerRate), PagesElement(.visitors, page: page, series: index).id,
        ]
    }
}
