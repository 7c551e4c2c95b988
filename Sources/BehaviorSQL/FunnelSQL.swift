package import Definitions
package import SQL

/// A funnel as SQL, for warehouses that do the scanning themselves.
///
///     let sql = try FunnelSQL(funnel, range: range, table: events, zone: zone)
///     let rows = …                                // run `sql.tally(in: DuckDB())`
///     let series = try sql.series(from: rows)
///
/// Cost: none before it runs; the warehouse sorts the events that match a step once per step.
package struct FunnelSQL: Sendable {
    private let draft: Draft

    /// `segments` gives the members of every segment that the funnel names.
    package init(
        _ funnel: Funnel, range: ResolvedRange?, table: EventTable, zone: Zone,
        segments: [String: EventTable.KeyList] = [:]
    ) throws(BehaviorSQLError) {
        let plan = try FunnelPlan(
            funnel, range: range, table: table, zone: zone, segments: segments)
        var draft = Draft(plan)
        for pass in Self.passes(for: plan.method) { try draft.run(pass) }
        self.draft = draft
    }

    private static func passes(for method: FunnelPlan.Method) -> [Pass] {
        let events: [Pass] = [
            .readEvents, .numberSessions, .keepCounted, .matchSteps, .numberSplitValues,
        ]
        let attempts: [Pass] =
            switch method {
            case .ordered: [.gatherMoments, .numberMoments, .followAttempts, .keepFirstArrivals]
            case .unordered: [.gatherMoments, .numberMoments, .growAnchors, .keepFirstArrivals]
            case .entries: [.listEvents, .foldEntries]
            }
        return events + attempts + [.splitUnits, .joinSeries, .rankSplitValues]
    }

    /// The statement whose rows `series(from:)` reads.
    package func tally(in dialect: any Dialect) throws(BehaviorSQLError) -> SQLText {
        var draft = draft
        return try Self.text(of: draft.tally(), in: dialect)
    }

    /// The statement that lists the users of one element, one column of keys in their order.
    package func people(
        of element: FunnelElement, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        try Self.text(of: draft.people(of: element), in: dialect)
    }

    /// The result that the tally's rows stand for.
    package func series(from rows: [[SQLValue]]) throws(BehaviorSQLError) -> [FunnelSeries] {
        try TallyReader(plan: draft.plan).series(from: rows)
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
