package import Definitions
package import SQL

/// One series of a flow as SQL, for warehouses that do the scanning themselves.
///
///     let sql = try FlowSQL(flow, series: 0, range: range, table: events, zone: zone, roles: roles)
///     let nodes = …                               // run `sql.nodes(in: DuckDB())`
///     let links = …                               // run `sql.links(in: DuckDB())`
///     let series = try sql.result(nodes: nodes, links: links)
///
/// Cost: none before it runs; the warehouse sorts the events once, and every path once.
package struct FlowSQL: Sendable {
    private let flow: Flow
    private let series: Int
    private let queries: [Query.Named]

    /// `segments` gives the members of every segment that the flow names, `roles` which property
    /// plays `page` and `element`.
    package init(
        _ flow: Flow, series: Int, range: ResolvedRange?, table: EventTable, zone: Zone,
        roles: [String: String] = [:], segments: [String: EventTable.KeyList] = [:]
    ) throws {
        self.flow = flow
        self.series = series
        let steps = FlowQueries(
            flow, subject: try FlowSubject(flow, roles: roles), range: range, table: table)
        queries =
            try steps.events(zone: zone, segment: flow.scope.segments[series], segments)
            + steps.pins() + steps.paths() + steps.nodes()
    }

    /// The statement that counts arrivals and exits.
    package func nodes(in dialect: any Dialect) throws(BehaviorSQLError) -> SQLText {
        let ended = FlowNames.isLast.is(.equal, .integer(1))
        return try text(
            Query(
                select: [
                    .plain(Names.step), .plain(FlowNames.node),
                    .renamed(.aggregate(.min, FlowNames.label), "node_label"),
                    .renamed(.aggregate(.count, Names.user), "arrivals"),
                    .renamed(.count(where: ended), "exits"),
                    .renamed(.aggregate(.countDistinct, Names.user), "users"),
                    .renamed(
                        .aggregate(.countDistinct, .when(ended, then: Names.user)),
                        "exited_users"),
                ], from: .query("paths_linked"), groupBy: [Names.step, FlowNames.node],
                orderBy: [.ascending(Names.step), .ascending(FlowNames.node)]), dialect)
    }

    /// The statement that counts the ways from node to node.
    package func links(in dialect: any Dialect) throws(BehaviorSQLError) -> SQLText {
        let group = [Names.step, FlowNames.nodeBefore, FlowNames.node]
        return try text(
            Query(
                select: group.map { .plain($0) } + [
                    .renamed(.aggregate(.count, Names.user), "paths"),
                    .renamed(.aggregate(.countDistinct, Names.user), "users"),
                ], from: .query("paths_linked"), where: .isNotNull(FlowNames.nodeBefore),
                groupBy: group, orderBy: group.map { .ascending($0) }), dialect)
    }

    /// The statement that lists the users of one element, one column of keys in their order.
    package func people(
        of element: FlowElement, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        var step = element.step
        var conditions: [Expression]
        switch element.group {
        case .arrived(let label): conditions = [isAt(label)]
        case .exited(let label):
            conditions = [isAt(label), FlowNames.isLast.is(.equal, .integer(1))]
        case .went(let from, let to):
            conditions = [isAt(to), isAt(from, FlowNames.labelBefore, FlowNames.nodeBefore)]
            step += 1
        }
        conditions.append(Names.step.is(.equal, .integer(Int64(step))))
        return try text(
            Query(
                distinct: true, select: [.plain(Names.user)], from: .query("paths_linked"),
                where: .all(conditions), orderBy: [.ascending(Names.user)]), dialect)
    }

    private func isAt(
        _ label: FlowLabel, _ column: Expression = FlowNames.label,
        _ node: Expression = FlowNames.node
    ) -> Expression {
        switch label {
        case .value(let text): column.is(.equal, .value(.text(text)))
        case .other: node.is(.equal, .integer(Int64(flow.nodesPerStep + 1)))
        }
    }

    private func text(
        _ query: Query, _ dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        var query = query
        query.with = queries
        do throws(SQLError) {
            return try dialect.text(of: query)
        } catch {
            throw .dialect(error)
        }
    }

    /// The series that the rows of both statements stand for.
    package func result(
        nodes: [[SQLValue]], links: [[SQLValue]]
    ) throws(BehaviorSQLError) -> FlowSeries {
        var labels: [[Int]: FlowLabel] = [:]
        var resultNodes: [FlowNode] = []
        for row in nodes {
            guard row.count == 7, case .text(let text) = row[2] else {
                throw .unreadableAnswer("a node has no label")
            }
            let numbers = try Self.numbers(row[0...1] + row[3...])
            let label: FlowLabel = numbers[1] > flow.nodesPerStep ? .other : .value(text)
            labels[[numbers[0], numbers[1]]] = label
            resultNodes.append(
                FlowNode(
                    step: numbers[0], label: label, arrivals: numbers[2], exits: numbers[3],
                    users: numbers[4], exitedUsers: numbers[5]))
        }
        var resultLinks: [FlowLink] = []
        for row in links {
            let numbers = try Self.numbers(row[...])
            guard numbers.count == 5, let from = labels[[numbers[0] - 1, numbers[1]]],
                let to = labels[[numbers[0], numbers[2]]]
            else { throw .unreadableAnswer("a link has no nodes") }
            resultLinks.append(
                FlowLink(
                    step: numbers[0] - 1, from: from, to: to, count: numbers[3],
                    users: numbers[4]))
        }
        return FlowSeries(
            segment: flow.scope.segments[series], nodes: resultNodes, links: resultLinks)
    }

    private static func numbers(
        _ row: ArraySlice<SQLValue>
    ) throws(BehaviorSQLError) -> [Int] {
        var numbers: [Int] = []
        for value in row {
            guard case .integer(let number) = value else {
                throw .unreadableAnswer("a count is no whole number")
            }
            numbers.append(Int(number))
        }
        return numbers
    }
}
