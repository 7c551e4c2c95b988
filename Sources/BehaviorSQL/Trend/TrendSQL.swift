package import Definitions
package import SQL

/// A trend as SQL, for warehouses that do the scanning themselves.
///
///     let sql = try TrendSQL(trend, timelines, table: events, zone: zone)
///     let rows = …                                // run `sql.tally(in: DuckDB())`
///     let series = try sql.series(from: rows)
///
/// Cost: none before it runs; the warehouse groups every event that matches two to four times a line.
package struct TrendSQL: Sendable {
    private let plan: TrendSQLPlan
    private let queries: [Query.Named]

    /// `segments` gives the members of every segment that the trend names.
    package init(
        _ trend: Trend, _ timelines: TrendTimelines, table: EventTable, zone: Zone,
        segments: [String: EventTable.KeyList] = [:]
    ) throws(BehaviorSQLError) {
        let plan = try TrendSQLPlan(trend, timelines, table: table, zone: zone, segments: segments)
        self.plan = plan
        var queries = [
            Query.Named("events_read", plan.events, comment: "read the events"),
            Query.Named("events_matched", try plan.matched, comment: "match the series"),
            Query.Named("events_joined", try plan.joined, comment: "join the segments"),
            Query.Named("events_placed", plan.placed, comment: "find the points"),
        ]
        if plan.split != nil {
            queries.append(
                Query.Named("split_ranks", plan.splitRanks, comment: "rank the split values"))
        }
        queries.append(Query.Named("events_parted", plan.parted, comment: "find the rows"))
        self.queries = queries
    }

    /// The statement whose rows `series(from:)` reads.
    package func tally(in dialect: any Dialect) throws(BehaviorSQLError) -> SQLText {
        var query = plan.sums
        query.with =
            queries + [
                Query.Named("copies", plan.copies, comment: "count each event for its totals too"),
                Query.Named("numbers_ranked", plan.ranked),
            ]
        return try Self.text(of: query, in: dialect)
    }

    /// The statement that lists the users of one element, one column of keys in their order.
    package func people(
        of element: TrendElement, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        var query = try plan.people(of: element)
        query.with = queries
        return try Self.text(of: query, in: dialect)
    }

    /// The result that the tally's rows stand for.
    package func series(from rows: [[SQLValue]]) throws(BehaviorSQLError) -> [TrendSeries] {
        try TrendReader(plan: plan).series(from: rows)
    }

    private static func text(
        of query: Query, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        do throws(SQLError) {
            return try dialect.text(of: query)
        } catch {
            throw .dialect(error)
        }
    }
}
