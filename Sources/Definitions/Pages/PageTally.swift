/// What an engine counts for one row of a page table, or for all pages together.
package struct PageTally: Hashable, Sendable {
    package var views = 0
    /// Users with a view.
    package var visitors = 0
    /// Sessions with a view.
    package var sessions = 0
    /// Sessions whose first view is here, and their users.
    package var entries = 0
    package var entryUsers = 0
    /// Sessions whose last view is here, and their users.
    package var exits = 0
    package var exitUsers = 0
    /// Sessions whose only view is here, and their users.
    package var bounces = 0
    package var bounceUsers = 0
    /// From a view to the next event of its session.
    package var timeOnPage = TimeStatistics.empty
    package var clicks = 0
    /// Users with a click.
    package var clickers = 0

    package init() {}

    package var isEmpty: Bool { views == 0 && clicks == 0 }

    package var viewsPerVisitor: Double { Self.share(views, of: visitors) }
    package var exitRate: Double { Self.share(exits, of: views) }
    package var bounceRate: Double { Self.share(bounces, of: entries) }
    package var clickThroughRate: Double { Self.share(clicks, of: views) }
    package var clickerRate: Double { Self.share(clickers, of: visitors) }

    private static func share(_ part: Int, of whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }
}

/// One row of a page table.
package struct PageRow: Hashable, Sendable {
    package let page: BreakdownValue
    package let tally: PageTally

    package init(_ page: BreakdownValue, _ tally: PageTally) {
        self.page = page
        self.tally = tally
    }

    /// Whether this row stands before the other: more views, then the name by its bytes; `(other)`
    /// and `(none)` come last.
    package func precedes(_ other: PageRow) -> Bool {
        switch (page, other.page) {
        case (.value(let left), .value(let right)):
            tally.views == other.tally.views
                ? left.utf8.lexicographicallyPrecedes(right.utf8)
                : tally.views > other.tally.views
        case (.value, _), (.other, BreakdownValue.none): true
        default: false
        }
    }
}

/// The page table of one segment.
package struct PageSeries: Hashable, Sendable {
    package let segment: SegmentChoice
    /// All pages together, each user and session once.
    package let total: PageTally
    package let rows: [PageRow]
    /// How many pages there are, those inside `(other)` too.
    package let pageCount: Int
    /// The row that the question looks at closely.
    package var detail: PageDetail?

    package init(
        segment: SegmentChoice, total: PageTally, rows: [PageRow], pageCount: Int,
        detail: PageDetail? = nil
    ) {
        self.segment = segment
        self.total = total
        self.rows = rows
        self.pageCount = pageCount
        self.detail = detail
    }
}
