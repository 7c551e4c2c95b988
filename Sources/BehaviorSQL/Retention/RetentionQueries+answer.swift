import Definitions
import SQL

extension RetentionQueries {
    private typealias Own = RetentionNames

    /// A row a period, and with a breakdown one each row of it: the period's number, then the users of
    /// each of its cells; then the sum and count of each measured cell, and the row and its value.
    var tally: Query {
        switch sql.retention.view {
        case .retention:
            Query(
                select: [number(Own.cohort), users]
                    + (0..<sql.retention.columns.count).map { sum(Own.isActive($0)) }
                    + (sql.retention.measure == nil ? [] : measured)
                    + (sql.retention.breakdown == nil
                        ? [] : [number(Names.part), shownValue]),
                from: .query("matrix"),
                groupBy: [Own.cohort] + (sql.retention.breakdown == nil ? [] : [Names.part]))
        case .stickiness:
            Query(
                select: [number(Own.periodCount), users], from: .query("user_counts"),
                groupBy: [Own.periodCount])
        case .lifecycle:
            Query(
                select: [number(Own.active)]
                    + Lifecycle.allCases.map { sum(.flag(condition($0))) },
                from: .query("neighbours"), groupBy: [Own.active])
        }
    }

    /// The users of a group; `period` is the calendar's index, where the group has a period.
    func people(
        of element: RetentionElement, in period: Int
    ) throws(BehaviorSQLError) -> Query {
        let row = try isOf(element.breakdown)
        let number = Expression.integer(Int64(period))
        switch element.group {
        case .cohort: return members(row + [Own.cohort.is(.equal, number)])
        case .active(let column):
            return members(row + [Own.cohort.is(.equal, number), isActive(column, 1)])
        case .inactive(let column):
            return members(row + [Own.cohort.is(.equal, number), isActive(column, 0)])
        case .periods(let count):
            return list("user_counts", [Own.periodCount.is(.equal, .integer(Int64(count)))])
        case .lifecycle(let group):
            let active = group == .dormant ? number - .integer(1) : number
            return list("neighbours", [Own.active.is(.equal, active), condition(group)])
        }
    }

    private func isActive(_ column: Int, _ flag: Int64) -> Expression {
        Own.isActive(column).is(.equal, .integer(flag))
    }

    private func members(_ conditions: [Expression]) -> Query { list("matrix", conditions) }

    private func list(_ name: String, _ conditions: [Expression]) -> Query {
        Query(
            select: [.plain(Names.user)], from: .query(name), where: .all(conditions),
            orderBy: [.ascending(Names.user)])
    }

    /// What makes an active period one of the group; for dormant, of the period after it.
    private func condition(_ group: Lifecycle) -> Expression {
        let previous = Own.active - .integer(1)
        let next = Own.active + .integer(1)
        return switch group {
        case .new: .isNull(Own.before)
        case .returning: Own.before.is(.equal, previous)
        case .resurrected: Own.before.is(.less, previous)
        case .dormant: .any([.isNull(Own.after), Own.after.is(.greater, next)])
        }
    }

    private var measured: [Query.Item] {
        (0..<sql.retention.columns.count).flatMap { column -> [Query.Item] in
            [
                .plain(.cast(.aggregate(.sum, Own.sum(column)), .double)),
                sum(Own.count(column)),
            ]
        }
    }

    /// The value of the rows that show one.
    private var shownValue: Query.Item {
        let limit = Int64(sql.retention.breakdown?.limit ?? 0)
        let isShown = Names.part.is(.atMost, .integer(limit))
        return .plain(.aggregate(.min, .when(isShown, then: Names.splitValue)))
    }

    private var users: Query.Item {
        .renamed(.aggregate(.count, Names.user), "user_count")
    }

    private func number(_ expression: Expression) -> Query.Item {
        .renamed(.cast(expression, .integer), "row_number_shown")
    }

    private func sum(_ flag: Expression) -> Query.Item {
        .plain(.cast(.aggregate(.sum, flag), .integer))
    }
}
