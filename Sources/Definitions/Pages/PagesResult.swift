/// A page table's answer: its series, and what they rest on.
package struct PagesResult: Hashable, Sendable {
    package let pages: Pages
    package let context: AnswerContext
    package let series: [PageSeries]
    /// The periods of the detail's trend.
    package let timeline: TrendTimeline?
    /// The properties whose values the detail lists.
    package let subjects: [Pages.Subject]

    package init(
        pages: Pages, context: AnswerContext, series: [PageSeries],
        timeline: TrendTimeline? = nil, subjects: [Pages.Subject] = []
    ) {
        self.pages = pages
        self.context = context
        self.series = series
        self.timeline = timeline
        self.subjects = subjects
    }

    /// The result as `docs/guide/pages.md` shows it: the rows of all series in one list.
    package var json: JSONValue {
        .object(
            context.members(kind: "pages") + [
                .init("by", pages.subject.json),
                .init("totals", .array(series.map(total))),
                .init("rows", .array(series.flatMap(rows))),
            ] + (pages.detail == nil ? [] : [.init("detail", details)]))
    }

    private func total(_ series: PageSeries) -> JSONValue {
        .object(
            [
                .init("segment", series.segment.json),
                .init("pages", .integer(Int64(series.pageCount))),
            ] + series.total.members(page: nil, series: index(of: series)))
    }

    private func rows(_ series: PageSeries) -> [JSONValue] {
        series.rows.map { row in
            .object(
                [
                    .init("segment", series.segment.json),
                    .init("page", .string(row.page.title)),
                ] + row.tally.members(page: row.page, series: index(of: series)))
        }
    }

    private func index(of series: PageSeries) -> Int {
        pages.scope.segments.firstIndex(of: series.segment) ?? 0
    }
}

extension PageTally {
    func members(page: BreakdownValue?, series: Int) -> [JSONValue.Member] {
        func id(_ group: PagesElement.Group) -> String {
            PagesElement(group, page: page, series: series).id
        }
        let elements = PagesElement.Group.allCases.map { group in
            JSONValue.Member(group.rawValue, .string(id(group)))
        }
        return counts + [
            .init("element", .string(id(.visitors))), .init("elements", .object(elements)),
        ]
    }

    private var counts: [JSONValue.Member] {
        func number(_ name: String, _ value: Int) -> JSONValue.Member {
            .init(name, .integer(Int64(value)))
        }
        func rate(_ name: String, _ value: Double) -> JSONValue.Member {
            .init(name, .number(value))
        }
        return [
            number("views", views), number("visitors", visitors),
            rate("views_per_visitor", viewsPerVisitor), number("sessions", sessions),
            number("entries", entries), number("entry_users", entryUsers),
            number("exits", exits), number("exit_users", exitUsers),
            rate("exit_rate", exitRate), number("bounces", bounces),
            number("bounce_users", bounceUsers), rate("bounce_rate", bounceRate),
            .init("time_on_page_ms", times), number("clicks", clicks),
            number("clickers", clickers), rate("click_through_rate", clickThroughRate),
            rate("clicker_rate", clickerRate),
        ]
    }

    private var times: JSONValue {
        func number(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
        return [
            "median": number(timeOnPage.median), "mean": number(timeOnPage.mean),
            "p90": number(timeOnPage.p90), "views": .integer(Int64(timeOnPage.count)),
        ]
    }
}
