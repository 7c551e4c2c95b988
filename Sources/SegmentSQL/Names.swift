import SQL

/// The columns of a statement's own relations.
enum Names {
    /// A key as text: of users, or of what a group joins on.
    static let key = Expression.column("segment_key")
    /// The other key of a mapping table's row.
    static let mapped = Expression.column("mapped_key")
    /// 1 in a row of the group's table; NULL in a row of the base population.
    static let row = Expression.column("has_row")
    /// 1 in a row of the base population.
    static let base = Expression.column("in_base")
    /// How many filters hold from the first on.
    static let depth = Expression.column("filter_depth")

    /// What a condition measures.
    static func measured(_ condition: Int) -> Expression { .column("measured_\(condition + 1)") }
    /// 1 where the key's rows satisfy the condition.
    static func met(_ condition: Int) -> Expression { .column("met_\(condition + 1)") }
    /// 1 where the row passes the group's filters.
    static func passes(_ group: Int) -> Expression { .column("passes_\(group + 1)") }
    /// 1 where the key is one of the group's.
    static func group(_ group: Int) -> Expression { .column("group_\(group + 1)") }
    static func step(_ step: Int) -> Expression { .column("step_\(step)") }
}

extension Expression {
    /// The name of a column, for `AS`.
    var name: String {
        guard case .column(let name) = self else {
            preconditionFailure("only columns have a name")
        }
        return name
    }

    func named(_ column: Expression) -> Query.Item { .renamed(self, column.name) }
}
