import Definitions
import SQL

extension Draft {
    /// The users of one element of the result, in the order of their keys.
    func people(of element: FunnelElement) throws(BehaviorSQLError) -> Query {
        var conditions = [
            Names.series.is(.equal, .integer(Int64(element.series))),
            Names.step.is(.atLeast, .integer(Int64(element.step))),
        ]
        var joins: [Join] = []
        if let breakdown = element.breakdown {
            let (condition, join) = try plan.condition(for: breakdown)
            conditions.append(condition)
            joins.append(join)
        }
        let furthest = Expression.aggregate(.max, Names.step)
        return statement(
            Query(
                select: [.plain(Names.user)], from: .query("counted"), joins: joins,
                where: .all(conditions), groupBy: [Names.user],
                // Whoever reached more with some unit has not stopped here.
                having: element.group == .dropped
                    ? furthest.is(.equal, .integer(Int64(element.step))) : nil,
                orderBy: [.ascending(Names.user)]))
    }
}

extension FunnelPlan {
    /// What holds for units of one row of the breakdown.
    fileprivate func condition(
        for row: BreakdownValue
    ) throws(BehaviorSQLError) -> (Expression, Join) {
        let limit = Int64(funnel.breakdown?.limit ?? 0)
        switch row {
        case .none: return (partOfUnit.is(.equal, .integer(PartNumber.none(limit))), splitRankJoin)
        case .other:
            return (partOfUnit.is(.equal, .integer(PartNumber.other(limit))), splitRankJoin)
        case .value(let text):
            let values = Join.left(
                .query("split_values"),
                on: .comparison(
                    .member(Names.splitCode.name, of: "split_values"), .equal,
                    .member(Names.splitCode.name, of: "counted")))
            return (Names.splitValue.is(.equal, .value(try splitValue(text))), values)
        }
    }

    /// A breakdown value's words as a value of the property's type.
    private func splitValue(_ words: String) throws(BehaviorSQLError) -> SQLValue {
        let value: SQLValue? =
            switch splitType {
            case .text, nil: .text(words)
            case .integer: Int64(words).map { .integer($0) }
            case .number: Double(words).map { .double($0) }
            case .boolean: Bool(words).map { .boolean($0) }
            case .time: Moment(words).map { .integer($0.instant(in: zone)) }
            }
        guard let value else { throw .unfitting(words, "the breakdown") }
        return value
    }
}
