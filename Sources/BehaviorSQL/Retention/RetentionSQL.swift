package import Definitions
package import SQL

/// A retention question as SQL, for warehouses that do the scanning themselves.
///
///     let sql = try RetentionSQL(layout, table: events, zone: zone)
///     let rows = …                                  // run `sql.tally(series: 0, in: DuckDB())`
///     let series = try sql.series(0, from: rows)
///
/// Each series is a statement of its own.
package struct RetentionSQL: Sendable {
    package let layout: RetentionLayout
    let table: EventTable
    let zone: Zone
    let segments: [String: EventTable.KeyList]

    /// `segments` gives the members of every segment that the question names.
    package init(
        _ layout: RetentionLayout, table: EventTable, zone: Zone,
        segments: [String: EventTable.KeyList] = [:]
    ) {
        self.layout = layout
        self.table = table
        self.zone = zone
        self.segments = segments
    }

    var retention: Retention { layout.retention }

    /// The statement whose rows `series(_:from:)` reads; nil where there is nothing to count.
    package func tally(
        series: Int, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText? {
        guard layout.cellCount > 0 else { return nil }
        return try text(of: statement(series) { $0.tally }, in: dialect)
    }

    /// The statement that lists the users of one element, one column of keys in their order; nil where
    /// the answer has no such element.
    package func people(
        of element: RetentionElement, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText? {
        guard layout.cells(of: element) != nil else { return nil }
        let period = element.start.flatMap { start in
            layout.shown.first { layout.calendar.dates[$0] == start }
        }
        return try text(
            of: statement(element.series) { (queries) throws(BehaviorSQLError) in
                try queries.people(of: element, in: period ?? 0)
            }, in: dialect)
    }

    /// The series that the tally's rows stand for: the whole, then the rows of the breakdown.
    package func series(
        _ index: Int, from rows: [[SQLValue]]
    ) throws(BehaviorSQLError) -> [RetentionSeries] {
        var reader = RetentionReader(sql: self)
        for row in rows { try reader.add(row) }
        return reader.series(retention.scope.segments[index])
    }

    private func statement(
        _ series: Int, _ answer: (RetentionQueries) throws(BehaviorSQLError) -> Query
    ) throws(BehaviorSQLError) -> Query {
        let queries = try RetentionQueries(self, series: series)
        var query = try answer(queries)
        query.with = queries.named
        return query
    }

    private func text(
        of query: Query, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        do throws(SQLError) {
            return try dialect.text(of: query)
        } catch {
            throw .dialect(error)
        }
    }
}
