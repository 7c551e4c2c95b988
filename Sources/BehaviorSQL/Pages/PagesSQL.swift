package import Definitions
package import SQL

/// A page table as SQL, for warehouses that do the scanning themselves: one statement a series.
///
///     let sql = try PagesSQL(pages, range: range, table: events, zone: zone, roles: roles)
///     let rows = …                                // run `sql.tally(series: 0, in: DuckDB())`
///     let series = try sql.series(0, from: rows)
package struct PagesSQL: Sendable {
    let pages: Pages
    let range: ResolvedRange?
    let table: EventTable
    let zone: Zone
    let segments: [String: EventTable.KeyList]
    let view: EventMatcher
    let click: EventMatcher?
    /// The property that gives events their rows, by its place.
    let subject: Int
    let roles: [String: String]
    /// The periods of the detail's trend.
    let timeline: TrendTimeline?

    /// `segments` gives the members of every segment that the question names; `roles` the properties
    /// that play page, element and category.
    package init(
        _ pages: Pages, range: ResolvedRange?, table: EventTable, zone: Zone,
        roles: [String: String], segments: [String: EventTable.KeyList] = [:],
        timeline: TrendTimeline? = nil
    ) throws(BehaviorSQLError) {
        guard let name = pages.property(roles: roles),
            let view = pages.viewMatcher(roles: roles)
        else { throw .unknown("role", "page") }
        guard let subject = table.properties.firstIndex(where: { $0.name == name }) else {
            throw .unknown("property", name)
        }
        self.pages = pages
        self.range = range
        self.table = table
        self.zone = zone
        self.segments = segments
        self.view = view
        click = pages.clickMatcher(roles: roles)
        self.subject = subject
        self.roles = roles
        self.timeline = timeline
    }

    /// The statement whose rows `series(_:from:)` reads.
    package func tally(
        series: Int, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        try text(of: tallyQuery(series: series), in: dialect)
    }

    /// The statement that lists the users of one element, one column of keys in their order.
    package func people(
        of element: PagesElement, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        try text(of: peopleQuery(of: element), in: dialect)
    }

    func text(
        of query: Query, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        do throws(SQLError) {
            return try dialect.text(of: query)
        } catch {
            throw .dialect(error)
        }
    }
}

/// The columns of a page table's own relations.
enum PageNames {
    static let gap = Expression.column("gap_before")
    /// 1 where the event is a view, a click.
    static let isView = Expression.column("is_view")
    static let isClick = Expression.column("is_click")
    static let value = Expression.column("row_value")
    static let hasNoValue = Expression.column("has_no_value")
    /// What the event's row is called; NULL without a value.
    static let label = Expression.column("row_label")
    /// Views of the session up to here, and all of them.
    static let viewNumber = Expression.column("view_number")
    static let viewCount = Expression.column("view_count")
    /// Milliseconds from a view to the next event of its session.
    static let stay = Expression.column("time_on_page")
    /// A text that no two sessions share.
    static let visit = Expression.column("visit_key")
    static let rank = Expression.column("label_rank")
    static let rankedLabel = Expression.column("ranked_label")
    static let views = Expression.column("label_views")
}
