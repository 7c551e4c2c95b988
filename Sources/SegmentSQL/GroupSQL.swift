package import Definitions
package import SQL

/// One group of a segment as statements, for warehouses that do the scanning themselves.
///
///     let sql = try GroupSQL(group, range: range, catalogue: catalogue, tables: tables, zone: zone)
///     let text = try DuckDB().text(of: sql.keys)     // one column of distinct keys
///
/// Cost: none before it runs; each statement reads the table once.
package struct GroupSQL: Sendable {
    private let rows: GroupRows
    /// The base of "zero times", where the group accepts it.
    private let base: Query?

    /// `join`: the container's plan for the group's key; nil for a group on the user key.
    package init(
        _ group: ResolvedGroup, range: ResolvedRange?, join: JoinPlan? = nil,
        catalogue: Catalogue, tables: SegmentTables, zone: Zone
    ) throws(SegmentSQLError) {
        rows = try GroupRows(group, range: range, tables: tables, zone: zone)
        base =
            group.group.acceptsNoRows
            ? try Self.base(of: group, join, catalogue, tables) : nil
    }

    /// All keys there are: of the mapping table for a join, else the users of the population table.
    private static func base(
        of group: ResolvedGroup, _ join: JoinPlan?, _ catalogue: Catalogue, _ tables: SegmentTables
    ) throws(SegmentSQLError) -> Query {
        if let join { return try keys(join.keyColumn, of: join.mapping.name, tables) }
        guard let name = catalogue.population, let column = catalogue.table(name)?.userKey else {
            throw .noPopulation(group.table.name)
        }
        return try keys(column, of: name, tables)
    }

    private static func keys(
        _ column: String, of name: String, _ tables: SegmentTables
    ) throws(SegmentSQLError) -> Query {
        let table = try tables.table(name)
        let key = table.key(column)
        return Query(
            distinct: true, select: [key.named(Names.key)],
            from: table.relation(as: "base_table"),
            where: key.is(.notEqual, .value(.text(""))))
    }

    /// The distinct keys that the group gives, whether it is excluded or not: one column
    /// `segment_key` of texts, none NULL or empty, in no order.
    package var keys: Query {
        let condition = Expression.all([rows.hasKey] + rows.range + rows.filters)
        guard !rows.having.isEmpty else {
            return Query(
                distinct: true, select: [rows.key.named(Names.key)], from: rows.relation,
                where: condition)
        }
        var items = [rows.key.named(Names.key)]
        for (index, measured) in rows.measured.enumerated() {
            items.append(measured.named(Names.measured(index)))
        }
        let passing = Query(select: items, from: rows.relation, where: condition)
        return Query(
            select: [.plain(Names.key)], from: withBase([passing]), groupBy: [Names.key],
            having: .all(
                rows.having.enumerated().map { $1.holds(of: Names.measured($0)) }))
    }

    private func withBase(_ queries: [Query]) -> Relation {
        guard let base else { return .nested(queries[0], as: "group_rows") }
        var items: [Query.Item] = [.plain(Names.key)]
        for (index, type) in rows.measuredTypes.enumerated() {
            items.append(Expression.cast(.null, type).named(Names.measured(index)))
        }
        let absent = Query(select: items, from: .nested(base, as: "base_keys"))
        return .union(queries + [absent], all: true, as: "group_rows")
    }

    /// How many rows pass the filters and the range but have no key: one row, one column.
    package var rowsWithoutKey: Query {
        let without = Expression.any([
            .isNull(rows.key), rows.key.is(.equal, .value(.text(""))),
        ])
        return Query(
            select: [.plain(.aggregate(.count, .integer(1)))], from: rows.relation,
            where: .all([without] + rows.range + rows.filters))
    }

    /// How many steps the waterfall has.
    package var stepCount: Int { 1 + rows.filters.count + rows.having.count }

    /// How many distinct keys are left after each step: one row of `stepCount` columns. Step 0: keys with
    /// a row in the range; then each filter beside those before it; then each condition likewise. The
    /// last is the number of `keys`; with "zero times" it may be larger than the step before.
    package var waterfall: Query {
        let filterCount = rows.filters.count
        var steps = (0...filterCount).map { depth in
            Expression.count(where: Names.depth.is(.atLeast, .integer(Int64(depth))))
                .named(Names.step(depth))
        }
        let hasRows = Names.depth.is(.equal, .integer(Int64(filterCount)))
        let isAsked =
            base == nil
            ? hasRows : .any([hasRows, Names.base.is(.equal, .integer(1))])
        for count in 1...max(1, rows.having.count) where !rows.having.isEmpty {
            let met = (0..<count).map { Names.met($0).is(.equal, .integer(1)) }
            steps.append(
                Expression.count(where: .all([isAsked] + met))
                    .named(Names.step(filterCount + count)))
        }
        return Query(select: steps, from: .nested(depths, as: "key_depths"))
    }

    /// Per key: how deep its best row goes, and which conditions its passing rows satisfy.
    private var depths: Query {
        var items: [Query.Item] = [
            .plain(Names.key), Expression.aggregate(.max, Names.depth).named(Names.depth),
            Expression.aggregate(.max, Names.base).named(Names.base),
        ]
        let passes = Names.depth.is(.equal, .integer(Int64(rows.filters.count)))
        for (index, condition) in rows.having.enumerated() {
            let values = Expression.when(passes, then: Names.measured(index))
            items.append(Expression.flag(condition.holds(of: values)).named(Names.met(index)))
        }
        return Query(select: items, from: depthRows, groupBy: [Names.key])
    }

    private var depthRows: Relation {
        let depth = rows.filters.enumerated().reversed().reduce(
            Expression.integer(Int64(rows.filters.count))
        ) { deeper, next in
            .when(next.element, then: deeper, otherwise: .integer(Int64(next.offset)))
        }
        var items = [
            rows.key.named(Names.key), depth.named(Names.depth),
            Expression.integer(0).named(Names.base),
        ]
        for (index, measured) in rows.measured.enumerated() {
            items.append(measured.named(Names.measured(index)))
        }
        let read = Query(
            select: items, from: rows.relation, where: .all([rows.hasKey] + rows.range))
        guard let base else { return .nested(read, as: "row_depths") }
        var absent: [Query.Item] = [
            .plain(Names.key), Expression.integer(-1).named(Names.depth),
            Expression.integer(1).named(Names.base),
        ]
        for (index, type) in rows.measuredTypes.enumerated() {
            absent.append(Expression.cast(.null, type).named(Names.measured(index)))
        }
        let others = Query(select: absent, from: .nested(base, as: "base_keys"))
        return .union([read, others], all: true, as: "row_depths")
    }
}
