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
            of: statement(element.series) { $0.people(of: element.group, in: period ?? 0) },
            in: dialect)
    }

    /// The series that the tally's rows stand for.
    package func series(
        _ index: Int, from rows: [[SQLValue]]
    ) throws(BehaviorSQLError) -> RetentionSeries {
        var counts = Array(repeating: 0, count: layout.cellCount)
        for row in rows {
            var numbers: [Int] = []
            for value in row {
                guard case .integer(let number) = value else {
                    throw .unreadableAnswer("\(value) stands where a whole number is expected")
                }
                numbers.append(Int(number))
            }
            try add(numbers, to: &counts)
        }
        return RetentionSeries(
            segment: retention.scope.segments[index], table: layout.table(counts))
    }

    /// A period or number of periods, then what is counted for it.
    private func add(
        _ numbers: [Int], to counts: inout [Int]
    ) throws(BehaviorSQLError) {
        let width = layout.cellsPerPeriod
        guard numbers.count == width + 1 else {
            throw .unreadableAnswer("it has \(numbers.count) columns")
        }
        for (index, number) in numbers.dropFirst().enumerated() {
            let isDormant = retention.view == .lifecycle && index == Lifecycle.dormant.index
            let period =
                switch retention.view {
                case .stickiness: numbers[0] - 1
                // Whoever is not there in the next period is dormant in that one.
                case .lifecycle: numbers[0] - layout.shown.lowerBound + (isDormant ? 1 : 0)
                case .retention: numbers[0]
                }
            guard (0..<layout.shown.count).contains(period) else { continue }
            counts[period * width + index] += number
        }
    }

    private func statement(
        _ series: Int, _ answer: (RetentionQueries) -> Query
    ) throws(BehaviorSQLError) -> Query {
        let queries = try RetentionQueries(self, series: series)
        var query = answer(queries)
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
